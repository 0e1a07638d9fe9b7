import { type RefObject, useLayoutEffect, useState } from 'react'

type Area = RefObject<HTMLTextAreaElement | null>

/**
 * Keeps a field at a text that lives elsewhere, and its undo usable: a field that React holds by `value` forgets with
 * each letter what was typed before it. Gives back the `defaultValue` to draw it with.
 */
export function useFreeText(area: Area, text: string): string {
  const [first] = useState(text)
  useLayoutEffect(() => {
    if (area.current && area.current.value !== text) area.current.value = text
  }, [area, text])
  return first
}

/** Changes the text of a focused field as typing does, so that undo takes it back. Only what differs is touched. */
export function retype(field: HTMLTextAreaElement, next: string): void {
  const { from, to, word } = difference(field.value, next)
  if (from === to && word === '') return
  field.setSelectionRange(from, to)
  // Deprecated, and the only way that keeps undo; where it is missing the text is set.
  document.execCommand?.(word ? 'insertText' : 'delete', false, word)
}

/** What stands between the beginning and the end that two texts share. No emoji is taken apart. */
export function difference(now: string, next: string): { from: number; to: number; word: string } {
  const most = Math.min(now.length, next.length)
  let from = 0
  while (from < most && now[from] === next[from]) from += 1
  if (isFirstHalf(now, from - 1)) from -= 1
  let same = 0
  while (same < most - from && now.at(-1 - same) === next.at(-1 - same)) same += 1
  if (isFirstHalf(now, now.length - same - 1) || isFirstHalf(next, next.length - same - 1)) same -= 1
  same = Math.max(same, 0)
  return { from, to: now.length - same, word: next.slice(from, next.length - same) }
}

function isFirstHalf(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at] ?? '')
}
