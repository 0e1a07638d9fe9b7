import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { browserShelf } from './shelf'
import shell from './shell.module.css'

const NAME = 'chinwag.panel.width'
const LEAST = 240
const MOST = 640
const USUAL = 304
const STEP = 16

const within = (width: number) => Math.round(Math.min(MOST, Math.max(LEAST, width)))

function stored(): number {
  return within(Number(browserShelf.getItem(NAME)) || USUAL)
}

/** As wide as it was left on this machine. */
export function applySideWidth(width = stored()): void {
  document.documentElement.style.setProperty('--w-side', `${width}px`)
}

/** The edge of the side panel: drag it, or focus it and press the arrow keys. */
export function SideEdge() {
  const [width, setWidth] = useState(stored)
  function put(next: number): void {
    const kept = within(next)
    setWidth(kept)
    applySideWidth(kept)
    try {
      browserShelf.setItem(NAME, String(kept))
    } catch {
      // Not kept.
    }
  }
  function drag(event: PointerEvent<HTMLElement>): void {
    const edge: HTMLElement = event.currentTarget
    const right = edge.parentElement?.getBoundingClientRect().right ?? window.innerWidth
    edge.setPointerCapture(event.pointerId)
    const stop = new AbortController()
    edge.addEventListener('pointermove', (move) => put(right - move.clientX), { signal: stop.signal })
    for (const end of ['pointerup', 'pointercancel']) {
      edge.addEventListener(end, () => stop.abort(), { signal: stop.signal })
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key]
    if (step === undefined) return
    event.preventDefault()
    put(width + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line in a document cannot be moved
    <div
      role="separator"
      tabIndex={0}
      className={shell.edge}
      aria-label="Width of the side panel"
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onPointerDown={drag}
      onKeyDown={onKeyDown}
      onDoubleClick={() => put(USUAL)}
    />
  )
}
