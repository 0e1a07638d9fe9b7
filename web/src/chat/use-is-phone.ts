import { useSyncExternalStore } from 'react'

const NARROW = '(max-width: 720px)'

/** One pane at a time. */
export function useIsPhone(): boolean {
  return useMedia(NARROW)
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}
