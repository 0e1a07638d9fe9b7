/** A text without the empty lines around it. By hand: `/\n+$/` looks at each line again for each before it. */
export function withoutOuterLines(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && text[start] === '\n') start += 1
  while (end > start && text[end - 1] === '\n') end -= 1
  return text.slice(start, end)
}
