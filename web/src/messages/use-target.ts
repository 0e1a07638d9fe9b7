import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ChatMessage } from './model'
import type { OpenChat } from './open-chat'
import type { Row } from './rows'

const MARKED_MS = 2_600

interface Ways {
  goTo: (index: number, align: 'center') => void
  scrollToEnd: () => void
  focusRow: (key: string) => void
  focusTimeline: () => void
}

/** Brings the place that was asked for on screen as soon as it is there. Returns the row that is marked for a moment. */
export function useTarget(
  open: OpenChat,
  drawn: readonly ChatMessage[],
  rows: Row[],
  isMeasured: boolean,
  ways: Ways,
): string | null {
  const { target } = useStore(open.target)
  const [marked, setMarked] = useState<string | null>(null)
  const latest = useRef(ways)
  latest.current = ways
  const mark = useCallback((key: string) => {
    setMarked(null)
    requestAnimationFrame(() => setMarked(key))
  }, [])
  useLayoutEffect(() => {
    // The end of what was here before is not the end that is meant.
    if (!target || !isMeasured || drawn !== open.timeline.messages) return
    const { goTo, scrollToEnd, focusRow, focusTimeline } = latest.current
    if (target === 'end') {
      scrollToEnd()
      // Other messages, another element: the focus went with the old one.
      if (document.activeElement === document.body) focusTimeline()
    } else {
      const index = indexOf(rows, target.id)
      const row = rows[index]
      if (!row) return
      goTo(index, 'center')
      if (target.isMarked) {
        focusRow(row.key)
        mark(row.key)
      }
    }
    open.target.setState({ target: null })
  }, [open, target, drawn, rows, isMeasured, mark])
  useEffect(() => {
    if (!marked) return
    const timer = setTimeout(() => setMarked(null), MARKED_MS)
    return () => clearTimeout(timer)
  }, [marked])
  return marked
}

/** The row of a message; of one that is on its way by its `client_id`. */
export function indexOf(rows: readonly Row[], id: string): number {
  return rows.findIndex((row) => nameOf(row) === id)
}

function nameOf(row: Row): string | undefined {
  return 'message' in row ? row.message.id : 'entry' in row ? row.entry.client_id : undefined
}
