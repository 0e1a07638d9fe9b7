import { type ComponentType, useEffect, useState } from 'react'
import { whenIdle } from './idle'

type Put = (text: string, undo?: () => void) => void

/** What is said before the part that draws it is there. */
const waiting: Parameters<Put>[] = []
let put: Put = (...said) => {
  waiting.push(said)
  wake()
}
let wake: () => void = () => {}

/** Says what was done, for 6 s, one at a time. `undo` takes it back. Never for errors that need an answer. */
export function toast(text: string, undo?: () => void): void {
  put(text, undo)
}

/** Once per page, near the root. What draws them is fetched with the first, or when the page has come to rest. */
export function Toasts() {
  const [layer, setLayer] = useState<{ draw: ComponentType } | null>(null)
  useEffect(() => {
    let isGone = false
    async function load() {
      const loaded = await import('./toast-layer').catch(() => null)
      if (loaded && !isGone) setLayer({ draw: loaded.default })
    }
    wake = () => void load()
    if (waiting.length > 0) wake()
    const stop = whenIdle(wake)
    return () => {
      isGone = true
      wake = () => {}
      stop()
    }
  }, [])
  useEffect(() => {
    // After the first drawing: before it nobody hears the manager.
    if (layer) void import('./toast-layer').then((loaded) => takeOver(loaded.put))
  }, [layer])
  return layer && <layer.draw />
}

function takeOver(drawn: Put): void {
  put = drawn
  for (const said of waiting.splice(0)) drawn(...said)
}
