/** Frames in which the row may be drawn. */
const MOST_UNDRAWN = 40
/** Frames in which rows are measured: the row may be left out of what is drawn for a moment, and the focus goes with it. */
const MOST_UNSTEADY = 60

let turn = 0

/** Sets the focus on a row as soon as it is drawn, and again if it is drawn anew while the timeline finds its place. */
export function focusRow(scroller: HTMLElement | null, key: string | undefined): void {
  turn += 1
  if (!scroller || !key) return
  const own = turn
  let frames = 0
  let isFocused = false
  const look = () => {
    if (own !== turn) return
    const row = scroller.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
    const isLost = document.activeElement === document.body
    if (isFocused && !isLost && !row?.contains(document.activeElement)) return // it was led away
    if (row && (isLost || !isFocused)) {
      row.focus({ preventScroll: true })
      if (!isFocused) frames = 0
      isFocused = true
    }
    frames += 1
    if (frames < (isFocused ? MOST_UNSTEADY : MOST_UNDRAWN)) requestAnimationFrame(look)
  }
  look()
}
