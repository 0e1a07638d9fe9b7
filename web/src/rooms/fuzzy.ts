/** Parts of a text that matched: from and to, in order. */
export type Marks = readonly (readonly [from: number, to: number])[]

export interface Match {
  /** The smaller, the better: 0 whole beginning, 1 beginning of a word, 2 inside, 3 initials, 4 letters in order. */
  rank: number
  marks: Marks
}

/** A text made ready for comparing: lower case, without accents, place by place as long as the text. */
export interface Folded {
  text: string
  /** Places where words begin. */
  starts: number[]
}

const kept = new Map<string, Folded>()
const MOST_KEPT = 20_000

/** Names are compared with each key press: their form for it is kept. */
export function foldedOf(text: string): Folded {
  let found = kept.get(text)
  if (!found) {
    if (kept.size >= MOST_KEPT) kept.clear()
    found = fold(text)
    kept.set(text, found)
  }
  return found
}

function fold(text: string): Folded {
  if (/^[ -~]*$/.test(text)) return { text: text.toLowerCase(), starts: startsOf(text) }
  let plain = ''
  const starts: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    plain += bare.length === 1 ? bare : letter.toLowerCase().slice(0, 1) || letter
    const before = text[at - 1]
    if (isWord(letter) && (before === undefined || !isWord(before) || isCamel(before, letter)))
      starts.push(at)
  }
  return { text: plain, starts }
}

/** Of a text in plain ASCII, which most names are. */
function startsOf(text: string): number[] {
  const starts: number[] = []
  const word = /[a-z\d]+|[A-Z][a-z\d]*/g
  for (let found = word.exec(text); found; found = word.exec(text)) starts.push(found.index)
  return starts
}

const isWord = (letter: string) => /[\p{L}\p{N}]/u.test(letter)
const isCamel = (before: string, letter: string) => /\p{Ll}/u.test(before) && /\p{Lu}/u.test(letter)

/** How a word (folded) fits a text; null when it does not. */
export function match(word: string, { text, starts }: Folded): Match | null {
  if (word === '') return { rank: 0, marks: [] }
  const at = text.indexOf(word)
  if (at === 0) return { rank: 0, marks: [[0, word.length]] }
  if (at > 0) {
    const start = starts.find((place) => text.startsWith(word, place))
    const from = start ?? at
    return { rank: start === undefined ? 2 : 1, marks: [[from, from + word.length]] }
  }
  return parts(word, text, starts) ?? initials(word, text, starts) ?? inOrder(word, text)
}

/** «ber sen» fits «Berth sensors»: each word begins one. */
function parts(word: string, text: string, starts: number[]): Match | null {
  const words = word.split(/\s+/).filter(Boolean)
  if (words.length < 2) return null
  const marks: [number, number][] = []
  for (const one of words) {
    const at = starts.find(
      (place) => text.startsWith(one, place) && !marks.some(([from, to]) => place >= from && place < to),
    )
    if (at === undefined) return null
    marks.push([at, at + one.length])
  }
  return { rank: 1, marks: marks.sort((a, b) => a[0] - b[0]) }
}

function initials(word: string, text: string, starts: number[]): Match | null {
  const found: [number, number][] = []
  for (const start of starts) {
    if (found.length < word.length && text[start] === word[found.length]) found.push([start, start + 1])
  }
  return found.length === word.length ? { rank: 3, marks: joined(found) } : null
}

/** All letters in their order, and not strewn too far: a typo less, a vowel less. */
function inOrder(word: string, text: string): Match | null {
  if (word.length < 3) return null
  const found: [number, number][] = []
  let at = text.indexOf(word[0] ?? '')
  for (const letter of word) {
    at = text.indexOf(letter, at)
    if (at < 0) return null
    found.push([at, at + 1])
    at += 1
  }
  const first = found[0]?.[0] ?? 0
  if (at - first > word.length * 2 + 2) return null
  return { rank: 4, marks: joined(found) }
}

function joined(marks: [number, number][]): Marks {
  const whole: [number, number][] = []
  for (const [from, to] of marks) {
    const last = whole.at(-1)
    if (last && last[1] === from) last[1] = to
    else whole.push([from, to])
  }
  return whole
}
