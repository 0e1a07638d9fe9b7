import { type PointerEvent, useMemo, useRef } from 'react'

const LONG_MS = 450
/** These have a long press of their own. */
// not translated: a selector
const OWN = 'a, button, video, audio, textarea, input'
/** What follows when the finger is lifted. It would hit what has opened under it. */
const REST = ['pointerup', 'touchend', 'touchcancel', 'mousedown', 'mouseup', 'click', 'contextmenu'] as const
const REST_MS = 400

/** Tells when a finger rests on something; the pointer's other buttons and scrolling do not count. */
export function useLongPress(onLong: (target: EventTarget) => void) {
  const latest = useRef(onLong)
  latest.current = onLong
  return useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    return {
      start(event: PointerEvent) {
        const { target, pointerType } = event
        clearTimeout(timer)
        if (pointerType !== 'touch' || (target instanceof Element && target.closest(OWN))) return
        timer = setTimeout(() => {
          swallowRest()
          latest.current(target)
        }, LONG_MS)
      },
      stop: () => clearTimeout(timer),
    }
  }, [])
}

function swallowRest(): void {
  const over = new AbortController()
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    if (event.type.startsWith('touch')) setTimeout(() => over.abort(), REST_MS)
  }
  // What is pressed next is another gesture, by finger, pen or mouse; a second finger beside the first is not.
  const end = (event: globalThis.PointerEvent) => event.isPrimary && over.abort()
  window.addEventListener('pointerdown', end, { capture: true, signal: over.signal })
  for (const kind of REST) {
    window.addEventListener(kind, swallow, { capture: true, passive: false, signal: over.signal })
  }
}
