import { type FocusEvent, type PointerEvent, useCallback, useMemo, useState } from 'react'
import type { Ask } from './deeds'
import { useLongPress } from './use-long-press'

/** Which message shows its tools: the one under the pointer or with the focus, and one that is held by an open menu. */
export function useActiveRow() {
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const [heldKey, setHeldKey] = useState<string | null>(null)
  const [asked, setAsked] = useState<{ key: string; what: Ask } | null>(null)
  const ask = useCallback((key: string, what: Ask) => {
    setAsked({ key, what })
    setHeldKey(key)
  }, [])
  const hold = useCallback((key: string | null) => {
    setHeldKey(key)
    if (!key) setAsked(null)
  }, [])
  const press = useLongPress((target) => {
    const key = keyUnder(target)
    if (key) ask(key, 'menu')
  })
  const handlers = useMemo(
    () => ({
      // Menus are drawn elsewhere on the page, but their events come by here.
      onPointerOver: (event: PointerEvent) => isInside(event) && setActiveKey(keyUnder(event.target)),
      onPointerLeave: () => setActiveKey(null),
      onFocus: (event: FocusEvent) => isInside(event) && setActiveKey(keyUnder(event.target)),
      onBlur: (event: FocusEvent) => event.currentTarget.contains(event.relatedTarget) || setActiveKey(null),
    }),
    [],
  )
  return {
    activeKey,
    isActive: (key: string) => key === activeKey || key === heldKey,
    askedOf: (key: string) => (asked?.key === key ? asked.what : null),
    ask,
    hold,
    press,
    handlers,
  }
}

export function isInside({
  currentTarget,
  target,
}: {
  currentTarget: Element
  target: EventTarget
}): boolean {
  return target instanceof Node && currentTarget.contains(target)
}

function keyUnder(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-key]')?.dataset.key ?? null) : null
}
