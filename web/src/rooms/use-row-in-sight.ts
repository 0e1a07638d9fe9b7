import { type RefObject, useEffect } from 'react'
import { useShownKey } from '../chat/context'

/** Between the row and the edge of the list. */
const MARGIN = 8

/** Keeps the row of the chat on screen in sight, whichever way one came to it. Only the list is scrolled. */
export function useRowInSight(list: RefObject<HTMLElement | null>): void {
  const shown = useShownKey()
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is another row for each chat
  useEffect(() => {
    const row = list.current?.querySelector('[aria-current="page"]')?.getBoundingClientRect()
    const sight = list.current?.getBoundingClientRect()
    if (!list.current || !row || !sight) return
    if (row.top < sight.top) list.current.scrollTop -= sight.top - row.top + MARGIN
    else if (row.bottom > sight.bottom) list.current.scrollTop += row.bottom - sight.bottom + MARGIN
  }, [list, shown])
}
