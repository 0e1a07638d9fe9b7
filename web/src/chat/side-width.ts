import { browserShelf } from './shelf'

const NAME = 'chinwag.panel.width'
export const LEAST = 240
export const MOST = 640
export const USUAL = 304

/** The width of the side panel, as it was left on this machine. */
export function storedWidth(): number {
  return within(Number(browserShelf.getItem(NAME)) || USUAL)
}

export function within(width: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, width)))
}

export function applySideWidth(width = storedWidth()): void {
  document.documentElement.style.setProperty('--w-side', `${width}px`)
}

export function keepSideWidth(width: number): void {
  applySideWidth(width)
  try {
    browserShelf.setItem(NAME, String(width))
  } catch {
    // Not kept.
  }
}
