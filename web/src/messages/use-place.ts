import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { OpenChat } from './open-chat'
import type { Row } from './rows'

/** The newest message counts as on screen when less than this is below the edge. */
export const NEAR_END_PX = 60
/** The place is found when nothing moved for so many frames; rows are measured and pictures come meanwhile. */
const STILL_FRAMES = 3
const MOST_FRAMES = 40

export type Scroller = { current: HTMLElement | null }

/** Starts where somebody asked for, else at the «New» line, else at the end. True once the place is found. */
export function useStartPlace(
  open: OpenChat,
  scroller: Scroller,
  rows: Row[],
  isMeasured: boolean,
  goTo: (index: number, align: 'start') => void,
  scrollToEnd: () => void,
): boolean {
  const [isPlaced, setPlaced] = useState(false)
  const isStarted = useRef(false)
  useLayoutEffect(() => {
    if (isStarted.current || !isMeasured) return
    isStarted.current = true
    if (open.target.getState().target) return
    const newLine = rows.findIndex((row) => row.kind === 'new')
    if (newLine >= 0) goTo(newLine, 'start')
    else scrollToEnd()
  }, [open, isMeasured, rows, goTo, scrollToEnd])
  useEffect(() => {
    if (!isMeasured) return
    return whenStill(scroller, () => setPlaced(true))
  }, [scroller, isMeasured])
  return isPlaced
}

/** Calls when the place did not move for some frames, or after many. Returns how to call it off. */
export function whenStill(scroller: Scroller, then: () => void): () => void {
  let last = Number.NaN
  let still = 0
  let frames = 0
  let request = requestAnimationFrame(function look() {
    const now = scroller.current?.scrollTop ?? 0
    still = now === last ? still + 1 : 0
    last = now
    frames += 1
    if (still >= STILL_FRAMES || frames > MOST_FRAMES) then()
    else request = requestAnimationFrame(look)
  })
  return () => cancelAnimationFrame(request)
}

/**
 * Whether the newest message is on screen. Whoever is at the end stays there when the room for the timeline changes: the
 * composer grew, the keyboard came up, the window was made smaller.
 */
export function useAtEnd(scroller: Scroller, isPlaced: boolean, scrollToEnd: () => void): boolean {
  const [isAtEnd, setAtEnd] = useState(false)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !isPlaced) return
    let wasAtEnd = isNearEnd(element)
    const look = () => {
      wasAtEnd = isNearEnd(element)
      setAtEnd(wasAtEnd)
    }
    look()
    const observer = new ResizeObserver(() => {
      if (wasAtEnd) scrollToEnd()
      else look()
    })
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, isPlaced, scrollToEnd])
  return isAtEnd
}

function isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight <= NEAR_END_PX
}
