/**
 * A region that may be wider than its place: where more lies aside its edge fades (`data-more` in base.css). `name`: it
 * gets this name and keys reach it, to scroll; without, its own mark-up has said so. Can be a ref. Returns a stop.
 */
export function watchWide(region: HTMLElement | null, name?: string): (() => void) | undefined {
  if (!region) return
  function tell() {
    if (!region) return
    const most = region.scrollWidth - region.clientWidth
    const wasWide = 'more' in region.dataset
    if (most <= 1) {
      delete region.dataset.more
      if (wasWide && name) forget(region)
      return
    }
    region.dataset.more = whereMoreLies(region, most)
    if (!wasWide && name) introduce(region, name)
  }
  const resized = new ResizeObserver(tell)
  for (const one of [region, ...region.children]) resized.observe(one)
  region.addEventListener('scroll', tell, { passive: true })
  return () => {
    resized.disconnect()
    region.removeEventListener('scroll', tell)
  }
}

/** Tables and preformatted text in a part of the page whose HTML is not ours. */
export function watchWideIn(part: HTMLElement, table: string, pre: string): (() => void) | undefined {
  const wide = part.querySelectorAll<HTMLElement>('table, pre')
  const stops = [...wide].map((one) => watchWide(one, one.tagName === 'PRE' ? pre : table))
  if (stops.length === 0) return
  return () => {
    for (const stop of stops) stop?.()
  }
}

function whereMoreLies(region: HTMLElement, most: number): 'left' | 'right' | 'both' {
  // From right to left it counts down from 0.
  const isMirrored = getComputedStyle(region).direction === 'rtl'
  const passed = isMirrored ? most + region.scrollLeft : region.scrollLeft
  return passed <= 1 ? 'right' : passed >= most - 1 ? 'left' : 'both'
}

function introduce(region: HTMLElement, name: string): void {
  region.tabIndex = 0
  region.setAttribute('aria-label', name)
  // A table stays a table.
  if (region.tagName === 'PRE') region.setAttribute('role', 'group')
}

function forget(region: HTMLElement): void {
  for (const said of ['tabindex', 'aria-label', 'role']) region.removeAttribute(said)
}
