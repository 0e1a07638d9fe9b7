import type { Span } from './model'

export interface Piece {
  text: string
  isMarked: boolean
  /** Where it begins, for its key. */
  at: number
}

const BEFORE = 60
const LONGEST = 320

/**
 * The text in pieces, those that were found marked. Long texts are cut: they begin a little before the first mark, as
 * a line of its own would. Spans count code points.
 */
export function piecesOf(text: string, highlights: readonly Span[], longest = LONGEST): Piece[] {
  const letters = [...text]
  const first = highlights[0]?.[0] ?? 0
  const start = letters.length > longest && first > BEFORE ? wordStart(letters, first - BEFORE) : 0
  const end = Math.min(letters.length, start + longest)
  const pieces: Piece[] = []
  const add = (from: number, to: number, isMarked: boolean) => {
    if (to > from) pieces.push({ text: letters.slice(from, to).join(''), isMarked, at: from })
  }
  let at = start
  for (const [from, to] of highlights) {
    if (to <= at || from >= end) continue
    add(at, Math.max(at, from), false)
    add(Math.max(at, from), Math.min(to, end), true)
    at = Math.min(to, end)
  }
  add(at, end, false)
  if (start > 0) pieces.unshift({ text: '… ', isMarked: false, at: -1 })
  if (end < letters.length) pieces.push({ text: ' …', isMarked: false, at: end })
  return pieces
}

function wordStart(letters: readonly string[], near: number): number {
  for (let at = near; at < near + BEFORE / 2; at += 1) {
    if (/\s/.test(letters[at] ?? '')) return at + 1
  }
  return near
}
