import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'cosy' | 'compact'
interface Appearance {
  theme: Theme
  density: Density
}

// Stored under chinwag.theme and chinwag.density; early-theme.js reads them before the first paint.
const listeners = new Set<() => void>()

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`chinwag.${name}`)
  } catch {
    return null
  }
}

function load(): Appearance {
  const theme = stored('theme')
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: stored('density') === 'compact' ? 'compact' : 'cosy',
  }
}

let current = load()

/** Writes what differs from the default and shows it at once. */
function put(name: 'theme' | 'density', value: string, byDefault: string): void {
  const root = document.documentElement.dataset
  if (value === byDefault) delete root[name]
  else root[name] = value
  try {
    if (value === byDefault) localStorage.removeItem(`chinwag.${name}`)
    else localStorage.setItem(`chinwag.${name}`, value)
  } catch {
    // Storage is blocked: it holds until the page is left.
  }
}

export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change }
  put('theme', current.theme, 'system')
  put('density', current.density, 'cosy')
  for (const listener of listeners) listener()
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
