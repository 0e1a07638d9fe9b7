const WIDEST = 360
const HIGHEST = 360
/** What is much higher than wide is shown from its beginning, at a width that one can read something at. */
const NARROWEST = 160
/** What is much wider than high may take more of the line. */
const LOWEST = 96
const WIDEST_STRIP = 640
/** A strip of two pixels must still be something to click at. */
const LEAST = 32

export interface Box {
  width: number
  height: number
  /** Only the upper part of the picture has a place in it. */
  isCut: boolean
  /** It shows more of the picture than the small likeness holds. */
  isFine: boolean
}

/** The place that a picture takes in the timeline, known before it is loaded so that nothing moves when it comes. */
export function boxFor(width?: number | null, height?: number | null): Box {
  if (!width || !height) return { width: 240, height: 160, isCut: false, isFine: false }
  const scale = Math.min(1, WIDEST / width, HIGHEST / height)
  const isTall = scale < 1 && width * scale < NARROWEST
  const isStrip = scale < 1 && height * scale < LOWEST
  if (isTall) {
    const shown = Math.min(width, NARROWEST)
    return { width: least(shown), height: HIGHEST, isCut: height * (shown / width) > HIGHEST, isFine: true }
  }
  const drawn = isStrip ? Math.min(1, WIDEST_STRIP / width, LOWEST / height) : scale
  return { width: least(width * drawn), height: least(height * drawn), isCut: false, isFine: isStrip }
}

function least(side: number): number {
  return Math.max(LEAST, Math.round(side))
}
