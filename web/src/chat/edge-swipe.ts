import { direction } from '../i18n/language'

/** A swipe begins so near the edge of the screen. */
const EDGE_PX = 28
/** So far, or so fast, it counts. */
const FAR = 0.35
const FAST_PX_MS = 0.5

interface Swipes {
  /** The part that follows the finger. */
  sheet: () => HTMLElement | null
  /** From the edge where reading begins, inwards. */
  onBack: (() => void) | null
  /** From the other edge, inwards. */
  onForward: (() => void) | null
}

interface Swipe {
  at: { x: number; y: number; time: number }
  isBack: boolean
  /** Undecided until it is clear that the finger does not scroll. */
  isTaken: boolean
  moved: number
}

/** Listens for swipes from the edges of the screen; returns a stop. `swipes` is asked anew with each touch. */
export function watchSwipes(app: HTMLElement, swipes: () => Swipes): () => void {
  const over = new AbortController()
  let swipe: Swipe | null = null
  const inwards = () => (direction() === 'rtl' ? -1 : 1) * (swipe?.isBack ? 1 : -1)

  function start({ touches }: TouchEvent): void {
    const touch = touches[0]
    swipe = null
    if (!touch || touches.length > 1) return
    const fromStart = direction() === 'rtl' ? window.innerWidth - touch.clientX : touch.clientX
    const isBack = fromStart < EDGE_PX
    const isForward = fromStart > window.innerWidth - EDGE_PX
    const { onBack, onForward } = swipes()
    if (!(isBack && onBack) && !(isForward && onForward)) return
    const at = { x: touch.clientX, y: touch.clientY, time: performance.now() }
    swipe = { at, isBack, isTaken: false, moved: 0 }
  }
  function move(event: TouchEvent): void {
    const touch = event.touches[0]
    if (!swipe || !touch) return
    const x = (touch.clientX - swipe.at.x) * inwards()
    const y = Math.abs(touch.clientY - swipe.at.y)
    if (!swipe.isTaken && (y > 12 || x < -8)) swipe = null
    if (!swipe || (!swipe.isTaken && x < 10)) return
    swipe.isTaken = true
    swipe.moved = Math.max(0, x)
    event.preventDefault()
    if (swipe.isBack) follow(swipe.moved * inwards())
  }
  function follow(x: number): void {
    const { sheet } = swipes()
    app.dataset.swiping = ''
    sheet()?.style.setProperty('translate', `${x}px 0`) // not translated: a length
  }
  function end(): void {
    if (!swipe?.isTaken) return
    const { at, moved, isBack } = swipe
    const speed = moved / Math.max(1, performance.now() - at.time)
    const counts = moved > window.innerWidth * FAR || (moved > 40 && speed > FAST_PX_MS)
    const { onBack, onForward } = swipes()
    if (isBack) settle(counts ? onBack : null)
    else if (counts) onForward?.()
    swipe = null
  }
  /** Lets go of the sheet: it is at rest where the page says. */
  function settle(then: (() => void) | null): void {
    swipes().sheet()?.style.removeProperty('translate')
    delete app.dataset.swiping
    then?.()
  }
  const quiet = { signal: over.signal, passive: true }
  app.addEventListener('touchstart', start, quiet)
  app.addEventListener('touchmove', move, { signal: over.signal, passive: false })
  app.addEventListener('touchend', end, quiet)
  app.addEventListener('touchcancel', () => swipe?.isTaken && settle(null), quiet)
  return () => {
    over.abort()
    settle(null)
  }
}
