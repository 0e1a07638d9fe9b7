export type Theme = 'light' | 'dark'

const DARK = '(prefers-color-scheme: dark)'

/** How the client looks now: as was chosen, else as the system does. */
export function themeNow(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return window.matchMedia(DARK).matches ? 'dark' : 'light'
}

/** Tells of each change until `signal` ends it. */
export function watchTheme(tell: (theme: Theme) => void, signal: AbortSignal): void {
  let last = themeNow()
  const look = () => {
    const now = themeNow()
    if (now === last) return
    last = now
    tell(now)
  }
  const chosen = new MutationObserver(look)
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  signal.addEventListener('abort', () => chosen.disconnect())
  window.matchMedia(DARK).addEventListener('change', look, { signal })
}
