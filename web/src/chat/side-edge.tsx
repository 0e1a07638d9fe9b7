import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { t } from '../i18n'
import { direction } from '../i18n/language'
import shell from './shell.module.css'
import { keepSideWidth, LEAST, MOST, storedWidth, USUAL, within } from './side-width'

const STEP = 16

/** The edge of the side panel: drag it, or focus it and press the arrow keys. */
export default function SideEdge() {
  const [width, setWidth] = useState(storedWidth)
  function put(next: number): void {
    const kept = within(next)
    setWidth(kept)
    keepSideWidth(kept)
  }
  function drag(event: PointerEvent<HTMLElement>): void {
    const edge: HTMLElement = event.currentTarget
    const sheet = edge.closest('[data-side]')?.getBoundingClientRect() ?? {
      left: 0,
      right: window.innerWidth,
    }
    const widthAt = (x: number) => (direction() === 'rtl' ? x - sheet.left : sheet.right - x)
    edge.setPointerCapture(event.pointerId)
    const stop = new AbortController()
    edge.addEventListener('pointermove', (move) => put(widthAt(move.clientX)), { signal: stop.signal })
    for (const end of ['pointerup', 'pointercancel']) {
      edge.addEventListener(end, () => stop.abort(), { signal: stop.signal })
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    const wider = direction() === 'rtl' ? -STEP : STEP
    const step = { ArrowLeft: wider, ArrowRight: -wider }[event.key]
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
      aria-label={t('Width of the side panel')}
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
