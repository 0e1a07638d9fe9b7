import { cloneElement, type ReactElement, useEffect, useState } from 'react'
import { whenIdle } from './idle'
import { laterPart } from './later'

interface Props {
  text: string
  keys?: string | undefined
  side?: 'top' | 'bottom'
  /** An element of the page, or a part that hands unknown attributes to one. */
  children: ReactElement<Record<string, unknown>>
}

/** A word on hover and keyboard focus, drawn by `Tips`. The child must have its own accessible name. */
export function Tooltip({ text, keys, side = 'top', children }: Props) {
  return cloneElement(children, { 'data-tip': text, 'data-tip-keys': keys, 'data-tip-side': side })
}

const Layer = laterPart(() => import('./tip-layer'))

/** Once per page, near the root. What draws the words is fetched when the page has come to rest. */
export function Tips() {
  const [isWanted, setWanted] = useState(false)
  useEffect(() => whenIdle(() => setWanted(true)), [])
  return isWanted && <Layer />
}
