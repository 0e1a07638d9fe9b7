import { useCallback, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'

/** Where nothing is painted, as in a hidden tab, frames do not come. */
const AT_LATEST_MS = 250

/** The state of a store that changes many times a second: drawn once a frame, however often it changes. */
export function useEachFrame<T>(store: StoreApi<T>): T {
  const subscribe = useCallback(
    (tell: () => void) => {
      let frame = 0
      let timer: ReturnType<typeof setTimeout> | undefined
      const cancel = () => {
        cancelAnimationFrame(frame)
        clearTimeout(timer)
        frame = 0
      }
      const run = () => {
        cancel()
        tell()
      }
      const stop = store.subscribe(() => {
        if (frame) return
        frame = requestAnimationFrame(run)
        timer = setTimeout(run, AT_LATEST_MS)
      })
      return () => {
        stop()
        cancel()
      }
    },
    [store],
  )
  return useSyncExternalStore(subscribe, store.getState)
}
