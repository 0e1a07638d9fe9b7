import { useEffect, useRef } from 'react'
import { type Command, commandFor } from './keys'

/** Listens on the whole page; open dialogs and menus keep their own keys. */
export function useKeys(run: (command: Command) => boolean): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const over = new AbortController()
    const take = (event: KeyboardEvent, isFirst: boolean) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target as HTMLElement | null
      const inDialog = Boolean(target?.closest('[role="dialog"], [role="menu"]'))
      const inField = Boolean(target?.closest('input, textarea, select, [contenteditable]'))
      const command = commandFor(event, inField)
      // Alt and arrows lead away from wherever one is, also from a button that opens a menu with an arrow key.
      if (!command || (command.do === 'step') !== isFirst || (inDialog && command.do !== 'switcher')) return
      if (!latest.current(command)) return
      event.preventDefault()
      if (isFirst) event.stopPropagation()
    }
    const { signal } = over
    window.addEventListener('keydown', (event) => take(event, true), { signal, capture: true })
    window.addEventListener('keydown', (event) => take(event, false), { signal })
    return () => over.abort()
  }, [])
}

/** Moves the focus to the next of list, timeline, composer and panel. */
export function focusNextRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null,
  )
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions[(at + by + regions.length) % regions.length]
  if (!next) return
  const inside = next.matches('[tabindex="0"]')
    ? next
    : (next.querySelector<HTMLElement>('textarea, [tabindex="0"]') ??
      next.querySelector<HTMLElement>('a[href], button'))
  inside?.focus()
}
