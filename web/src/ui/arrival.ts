import { type RefObject, useEffect } from 'react'

let hasMoved = false

/** Whether the page was reached from another one without loading the document. */
function isReachedInside(): boolean {
  const [loaded] = performance.getEntriesByType?.('navigation') ?? []
  return hasMoved || (loaded !== undefined && new URL(loaded.name).pathname !== window.location.pathname)
}

/**
 * The focus was on a link or in a menu of the page that one came from, and is nowhere now: the heading of the new page
 * takes it, so that screen readers say where one is and Tab goes on from there.
 */
export function useArrival(heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    // A menu that closes gives the focus back a moment later, to a button that is gone.
    const timer = isReachedInside()
      ? setTimeout(() => document.activeElement === document.body && heading.current?.focus(), 50)
      : undefined
    return () => {
      hasMoved = true
      clearTimeout(timer)
    }
  }, [heading])
}
