/** Up to two initials: first and last word of a name. «Ines Lindqvist» -> «IL», «maya» -> «M». */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letter = (word: string | undefined) => word?.match(/[\p{L}\p{N}]/u)?.[0] ?? ''
  const last = words.length > 1 ? words[words.length - 1] : undefined
  return (letter(words[0]) + letter(last)).toUpperCase() || '?'
}
