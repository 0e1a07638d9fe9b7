const WIDEST = 360
const HIGHEST = 320
/** A strip of two pixels must still be something to click at. */
const LEAST = 32

/** The place that a picture takes in the timeline, known before it is loaded so that nothing moves when it comes. */
export function boxFor(width?: number | null, height?: number | null): { width: number; height: number } {
  if (!width || !height) return { width: 240, height: 160 }
  const scale = Math.min(1, WIDEST / width, HIGHEST / height)
  return { width: least(width * scale), height: least(height * scale) }
}

function least(side: number): number {
  return Math.max(LEAST, Math.round(side))
}
