import { type ComponentType, useEffect, useState } from 'react'
import { whenIdle } from './idle'
import { PlainToast, type Told } from './toast-plain'

type Put = (text: string, undo?: () => void) => void

/** What is said before the part that draws it is there. */
const waiting: Told[] = []
let put: Put = (text, undo) => {
  waiting.push({ text, undo })
  wake()
}
let wake: () => void = () => {}

/** Says what was done, for 6 s, one at a time. `undo` takes it back. Never for errors that need an answer. */
export function toast(text: string, undo?: () => void): void {
  put(text, undo)
}

/**
 * Once per page, near the root. What draws them is fetched with the first, or when the page has come to rest. What is
 * said while it cannot be had, such as that there is no connection, is drawn plainly.
 */
export function Toasts() {
  const [layer, setLayer] = useState<{ draw: ComponentType } | null>(null)
  const [plain, setPlain] = useState<Told | null>(null)
  useEffect(() => {
    let isGone = false
    async function load() {
      const loaded = await import('./toast-layer').catch(() => null)
      if (isGone) return
      if (loaded) setLayer({ draw: loaded.default })
      else setPlain((shown) => waiting.splice(0).at(-1) ?? shown)
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
  return (
    <>
      {layer && <layer.draw />}
      {plain && <PlainToast told={plain} onEnd={() => setPlain(null)} />}
    </>
  )
}

function takeOver(drawn: Put): void {
  put = drawn
  for (const { text, undo } of waiting.splice(0)) drawn(text, undo)
}
