import { type PointerEvent, useMemo, useRef } from 'react'

const LONG_MS = 450
/** These have a long press of their own. */
const OWN = 'a, button, video, audio, textarea, input' // not translated: a selector

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
        timer = setTimeout(() => latest.current(target), LONG_MS)
      },
      stop: () => clearTimeout(timer),
    }
  }, [])
}
