import { useEffect, useRef } from 'react'
import { type Command, commandFor } from './keys'

/** Listens on the whole page; open dialogs and menus keep their own keys. */
export function useKeys(run: (command: Command) => boolean): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target as HTMLElement | null
      const inDialog = Boolean(target?.closest('[role="dialog"], [role="menu"]'))
      const inField = Boolean(target?.closest('input, textarea, select, [contenteditable]'))
      const command = commandFor(event, inField)
      if (!command || (inDialog && command.do !== 'switcher')) return
      if (latest.current(command)) event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Moves the focus to the next of list, timeline, composer and panel. */
export function focusNextRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null,
  )
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions[(at + by + regions.length) % regions.length]
  const inside = next?.matches('[tabindex="0"]')
    ? next
    : next?.querySelector<HTMLElement>('textarea, a[tabindex="0"], a[href], button')
  inside?.focus()
}
