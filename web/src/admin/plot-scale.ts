/** Where things stand in a plot. Pure arithmetic: drawn by `plot.tsx`. */

export interface Frame {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}

export const FRAME: Frame = { width: 520, height: 190, left: 44, right: 10, top: 12, bottom: 26 }

/** A round number that is at least `value`, and that 4, 3 or 2 equal steps divide: 1, 2, 4, 5, 8, 10, 20, 40 ... */
export function niceTop(value: number): number {
  if (value <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  for (const step of [1, 2, 4, 5, 8, 10]) {
    if (step * power >= value) return step * power
  }
  return 10 * power
}

/** The figures at the hairlines, from 0 up: whole numbers only. */
export function ticksOf(top: number): number[] {
  const steps = [4, 2, 1].find((count) => top % count === 0) ?? 1
  return Array.from({ length: steps + 1 }, (_, step) => (top / steps) * step)
}

export interface Place {
  x: number
  y: number
}

export function yOf(value: number, top: number, frame: Frame = FRAME): number {
  const room = frame.height - frame.top - frame.bottom
  return frame.top + room * (1 - value / top)
}

/** The middle of one of `count` equal slots. */
export function xOf(index: number, count: number, frame: Frame = FRAME): number {
  const room = frame.width - frame.left - frame.right
  return frame.left + (room / count) * (index + 0.5)
}

/** Points of a line, from edge to edge. */
export function linePlaces(values: readonly number[], top: number, frame: Frame = FRAME): Place[] {
  const room = frame.width - frame.left - frame.right
  const step = values.length > 1 ? room / (values.length - 1) : 0
  return values.map((value, index) => ({ x: frame.left + step * index, y: yOf(value, top, frame) }))
}

/** `M x y L x y ...`, with one digit behind the point. */
export function pathOf(places: readonly Place[]): string {
  return places.map(({ x, y }, index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ')
}

/** The slot under a pointer that is `share` (0 to 1) of the way through the picture. */
export function indexAt(share: number, count: number, isLine: boolean, frame: Frame = FRAME): number {
  const room = frame.width - frame.left - frame.right
  const inside = (share * frame.width - frame.left) / room
  const index = isLine ? Math.round(inside * (count - 1)) : Math.floor(inside * count)
  return Math.min(count - 1, Math.max(0, index))
}

/** Which of `count` labels fit below: each `every`, or the last one and about `most` in equal steps before it. */
export function labelled(count: number, most: number, every?: number): Set<number> {
  const step = every ?? Math.max(1, Math.ceil(count / most))
  const chosen = new Set<number>()
  if (every) for (let index = 0; index < count; index += step) chosen.add(index)
  else for (let index = count - 1; index >= 0; index -= step) chosen.add(index)
  return chosen
}
