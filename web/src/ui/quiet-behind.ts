import { useEffect } from 'react'

/**
 * What lies behind a dialog is hidden from screen readers, but for live regions, which go on speaking. One that is `off`,
 * such as the timeline, says nothing: it is hidden with the rest.
 */
export function useQuietBehind(isOpen = true): void {
  useEffect(() => {
    if (!isOpen) return
    const quiet = [...document.querySelectorAll('[aria-live="off"]:not([aria-hidden])')]
    for (const one of quiet) one.setAttribute('aria-hidden', 'true')
    return () => {
      for (const one of quiet) one.removeAttribute('aria-hidden')
    }
  }, [isOpen])
}
