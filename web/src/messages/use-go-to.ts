import type { Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef } from 'react'
import type { Row } from './rows'
import { type Scroller, whenStill } from './use-place'

type Align = 'start' | 'center' | 'auto'

interface Ways {
  goTo: (index: number, align: Align) => void
  scrollToEnd: () => void
  /** The reader moves by hand: nothing is on its way any more. */
  letGo: () => void
}

/**
 * Brings a row on screen. The virtualizer knows a row by its number until it stands still there: when other rows come or
 * go above it meanwhile, it is sent to the same row by its new number.
 */
export function useGoTo(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  scroller: Scroller,
  rows: readonly Row[],
): Ways {
  const way = useRef<{ key: string; index: number; align: Align; stop: () => void } | null>(null)
  const latest = useRef(rows)
  latest.current = rows
  const letGo = useCallback(() => {
    way.current?.stop()
    way.current = null
  }, [])
  const goTo = useCallback(
    (index: number, align: Align) => {
      letGo()
      virtualizer.scrollToIndex(index, { align })
      const key = latest.current[index]?.key
      if (key) way.current = { key, index, align, stop: whenStill(scroller, letGo) }
    },
    [virtualizer, scroller, letGo],
  )
  const scrollToEnd = useCallback(() => {
    letGo()
    virtualizer.scrollToEnd()
  }, [virtualizer, letGo])
  useLayoutEffect(() => {
    if (!way.current) return
    const { key, index, align } = way.current
    const now = rows.findIndex((row) => row.key === key)
    if (now >= 0 && now !== index) goTo(now, align)
  }, [rows, goTo])
  useLayoutEffect(() => letGo, [letGo])
  return { goTo, scrollToEnd, letGo }
}
