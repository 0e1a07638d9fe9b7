const GAP = 6
const EDGE = 8

interface Rect {
  left: number
  top: number
  bottom: number
  width: number
}

/** Where a small box stands above or below something: on the other side when there is no room, never off the page. */
export function placeBeside(
  of: Rect,
  box: { offsetWidth: number; offsetHeight: number },
  side: 'top' | 'bottom',
  page = { width: window.innerWidth, height: window.innerHeight },
): { left: number; top: number } {
  const above = of.top - GAP - box.offsetHeight
  const below = of.bottom + GAP
  const fitsAbove = above >= EDGE
  const fitsBelow = below + box.offsetHeight <= page.height - EDGE
  const isAbove = side === 'top' ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove
  const middle = of.left + of.width / 2 - box.offsetWidth / 2
  const left = Math.max(EDGE, Math.min(middle, page.width - EDGE - box.offsetWidth))
  return { left, top: isAbove ? above : below }
}
