import { type RefObject, useEffect } from 'react'

/**
 * Tells screen readers how many messages there are, of which few are drawn. Not drawn by React: the number changes with
 * each message, and no other row needs to be drawn anew for it.
 */
export function useSetSize(scroller: RefObject<HTMLElement | null>, count: number, drawn: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows come and go with what is drawn
  useEffect(() => {
    const size = String(count)
    for (const row of scroller.current?.querySelectorAll('article[aria-posinset]') ?? []) {
      if (row.getAttribute('aria-setsize') !== size) row.setAttribute('aria-setsize', size)
    }
  }, [scroller, count, drawn])
}
