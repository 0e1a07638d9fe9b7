import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { keyNames } from './key-names'
import { placeBeside } from './place-beside'
import { type Tip, TipWatch } from './tip-watch'
import styles from './tooltip.module.css'

const ID = 'tip'

/** Draws the word of what is pointed at or focused. One at a time; the pointer may move onto it, Esc closes it. */
export default function TipLayer() {
  const [tip, setTip] = useState<Tip | null>(null)
  const [watch] = useState(() => new TipWatch(setTip))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => watch.start(), [watch])
  useLayoutEffect(() => {
    if (!tip || !box.current) return
    const { left, top } = placeBeside(tip.of.getBoundingClientRect(), box.current, tip.side)
    box.current.style.left = `${left}px`
    box.current.style.top = `${top}px`
    if (isName(tip)) return
    tip.of.setAttribute('aria-describedby', ID)
    return () => tip.of.removeAttribute('aria-describedby')
  }, [tip])
  if (!tip) return null
  return createPortal(
    <div
      id={ID}
      role="tooltip"
      aria-hidden={isName(tip) || undefined}
      ref={box}
      className={styles.tip}
      onPointerEnter={() => watch.hold()}
      onPointerLeave={() => watch.left()}
    >
      {tip.text}
      {tip.keys && <kbd>{keyNames(tip.keys)}</kbd>}
    </div>,
    document.body,
  )
}

/** A button's word is its name already and not said again; other words are told as well. */
function isName({ of, text }: Tip): boolean {
  return of.getAttribute('aria-label') === text || of.textContent === text
}
