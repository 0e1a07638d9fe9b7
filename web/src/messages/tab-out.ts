import type { KeyboardEvent } from 'react'

/**
 * Tab in the timeline: arrow keys go from message to message and Tab through the parts of one; then it leads out to the
 * composer, and not through the parts of all messages below. True when it did.
 */
export function tabOut(event: KeyboardEvent<HTMLElement>): boolean {
  const { key, target, currentTarget } = event
  if (key !== 'Tab' || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return false
  if (target !== currentTarget) {
    const row = target.closest('[data-key]')
    if (!row || lastStop(row, target) !== target) return false
  }
  const composer = document.querySelector<HTMLElement>('[data-region="composer"] textarea')
  composer?.focus()
  return Boolean(composer)
}

/** The last part of a message that Tab stops at; the message itself when it has none. */
function lastStop(row: Element, otherwise: HTMLElement): HTMLElement {
  const parts = [...row.querySelectorAll<HTMLElement>('a[href], button, textarea, input, [tabindex="0"]')]
  return parts.findLast((part) => part.tabIndex >= 0 && part.checkVisibility()) ?? otherwise
}
