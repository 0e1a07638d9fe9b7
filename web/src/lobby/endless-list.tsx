import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './lobby.module.css'

interface Props<T> {
  label: string
  items: readonly T[]
  /** How many there are on the server. */
  total: number
  onMore: () => void
  keyOf: (item: T) => number
  draw: (item: T) => ReactNode
}

const ROW = 60
const AHEAD = 20

/** A list of any length: only the rows in sight are drawn, further ones are fetched on the way down. */
export function EndlessList<T>({ label, items, total, onMore, keyOf, draw }: Props<T>) {
  const scroller = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (at) => keyOf(items[at] as T),
    overscan: 8,
  })
  const rows = virtual.getVirtualItems()
  const last = rows.at(-1)?.index ?? -1
  const isShort = items.length < total && last >= items.length - AHEAD
  useEffect(() => {
    if (isShort) onMore()
  }, [isShort, onMore])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={styles.scroll} ref={scroller} tabIndex={0} aria-label={label}>
      <ul className={styles.list} style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => (
          <li
            key={row.key}
            ref={virtual.measureElement}
            data-index={row.index}
            aria-setsize={total}
            aria-posinset={row.index + 1}
            className={styles.item}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {draw(items[row.index] as T)}
          </li>
        ))}
      </ul>
    </section>
  )
}
