import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { Button } from '../ui'
import { FloatingDay } from './floating-day'
import type { ChatMessage } from './model'
import { NewestButton } from './newest-button'
import type { OpenChat } from './open-chat'
import { estimate } from './row-height'
import { RowView } from './row-view'
import type { Pending, Row } from './rows'
import styles from './timeline.module.css'
import { useLongPress } from './use-long-press'
import { NEAR_END_PX, useAtEnd, useStartPlace } from './use-place'

export interface TimelineHandle {
  scrollToEnd: () => void
  /** Brings a message into sight, if it is loaded. */
  show: (id: string) => void
  focus: () => void
}

interface Props {
  open: OpenChat
  name: string
  rows: Row[]
  onReply: (message: ChatMessage) => void
  onEdit: (entry: Pending) => void
  ref: Ref<TimelineHandle>
}

const OVERSCAN = 12
/** Movement so long after a wheel, finger or key is the timeline's own: it follows new messages. */
const BY_HAND_MS = 1_000
/** Rows before the first drawn one at which older messages are fetched. */
const AHEAD = 15

/** Draws the rows near the reader's place, stays at the end while the reader is there, and never jumps otherwise. */
export function VirtualTimeline({ open, name, rows, onReply, onEdit, ref }: Props) {
  const chat = useChat()
  const scroller = useRef<HTMLDivElement>(null)
  const { reachesStart } = useStore(open.timeline.store)
  const { loading, error } = useStore(open.history.store)
  const byHandAt = useRef(Number.NEGATIVE_INFINITY)
  const byHand = () => {
    byHandAt.current = performance.now()
  }
  const [activeKey, setActiveKey] = useState<string | null>(null)
  // An open menu keeps its message, wherever pointer and focus go.
  const [heldKey, setHeldKey] = useState<string | null>(null)
  const [pressedKey, setPressedKey] = useState<string | null>(null)
  const press = useLongPress((target) => {
    const key = keyUnder(target)
    setPressedKey(key)
    setHeldKey(key)
  })
  const hold = useCallback((key: string | null) => {
    setHeldKey(key)
    if (!key) setPressedKey(null)
  }, [])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END_PX,
    paddingStart: reachesStart ? 8 : 44,
    paddingEnd: 12,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0

  const goTo = useCallback(
    (index: number, align: 'start' | 'center' | 'auto') => {
      virtualizer.scrollToIndex(index, { align })
    },
    [virtualizer],
  )
  const scrollToEnd = useCallback(() => virtualizer.scrollToEnd(), [virtualizer])
  const isPlaced = useStartPlace(scroller, rows, items.length > 0, goTo, scrollToEnd)
  const isAtEnd = useAtEnd(scroller, isPlaced, scrollToEnd)
  useOlder(open, isPlaced && first < AHEAD && !reachesStart && loading === 'no' && !error)
  useSeen(open, isAtEnd)
  useOwnSends(rows, scrollToEnd)
  useImperativeHandle(
    ref,
    () => ({
      scrollToEnd,
      show: (id) => {
        const index = indexOf(rows, id)
        if (index >= 0) goTo(index, 'auto')
      },
      focus: () => scroller.current?.focus(),
    }),
    [scrollToEnd, rows, goTo],
  )

  // The button goes away with the click; the focus stays in the timeline.
  const goDown = useCallback(() => {
    scrollToEnd()
    scroller.current?.focus({ preventScroll: true })
  }, [scrollToEnd])
  const goToMessage = useCallback(
    (id: string) => {
      const index = indexOf(rows, id)
      if (index < 0) return
      goTo(index, 'center')
      focusRow(scroller.current, rows[index]?.key)
    },
    [rows, goTo],
  )
  function onKeyDown(event: KeyboardEvent) {
    byHand()
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    const at = rows.findIndex((row) => row.key === activeKey)
    const row = rows[at]
    if (event.target instanceof HTMLTextAreaElement) return
    if (event.key === 'r' && row?.kind === 'message') {
      event.preventDefault()
      onReply(row.message)
    } else if (row && 'message' in row && takeChangeKey(event.key, row.message)) {
      event.preventDefault()
    } else if (event.key === 'End') {
      event.preventDefault()
      scrollToEnd()
    } else if (step !== undefined) {
      const next = nextRow(rows, at < 0 ? rows.length : at, step)
      if (next === null) return
      event.preventDefault()
      goTo(next, 'auto')
      focusRow(scroller.current, rows[next]?.key)
    }
  }
  function takeChangeKey(key: string, message: ChatMessage): boolean {
    if (key === 'e' && chat.canEdit(open.key, message)) chat.changes.startEdit(open.key, message)
    else if (key === 'Delete' && chat.canDelete(open.key, message)) chat.changes.askDelete(open.key, message)
    else return false
    return true
  }
  return (
    <div className={styles.wrap}>
      <FloatingDay
        row={rows[firstVisible(items, virtualizer.scrollOffset ?? 0)]}
        isMoving={virtualizer.isScrolling && performance.now() - byHandAt.current < BY_HAND_MS}
      />
      <div
        ref={scroller}
        className={styles.timeline}
        role="log"
        aria-live="off"
        aria-label={`Messages in ${name}`}
        aria-busy={loading !== 'no'}
        data-region="timeline"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is a tab stop, so that keys can scroll it
        tabIndex={0}
        onKeyDown={onKeyDown}
        onWheel={byHand}
        onTouchMove={() => {
          byHand()
          press.stop()
        }}
        onPointerDown={(event) => {
          byHand()
          press.start(event)
        }}
        onPointerUp={press.stop}
        onPointerCancel={press.stop}
        // Menus are drawn elsewhere on the page, but their events come by here.
        onPointerOver={(event) => isInside(event) && setActiveKey(keyUnder(event.target))}
        onPointerLeave={() => setActiveKey(null)}
        onFocus={(event) => isInside(event) && setActiveKey(keyUnder(event.target))}
        onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setActiveKey(null)}
      >
        <div className={styles.all} style={{ height: virtualizer.getTotalSize() }}>
          {!reachesStart && (
            <div className={styles.older}>
              {error ? (
                <Button size="sm" onClick={() => void open.history.loadOlder()}>
                  Load earlier messages
                </Button>
              ) : (
                'Earlier messages are on their way'
              )}
            </div>
          )}
          {items.map((item) => {
            const row = rows[item.index]
            return (
              row && (
                <div
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  className={styles.slot}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <RowView
                    row={row}
                    chatKey={open.key}
                    isActive={row.key === activeKey || row.key === heldKey}
                    isMenuAsked={row.key === pressedKey}
                    onReply={onReply}
                    onHold={hold}
                    onEdit={onEdit}
                    onGoTo={goToMessage}
                  />
                </div>
              )
            )
          })}
        </div>
      </div>
      {isPlaced && !isAtEnd && <NewestButton open={open} onGo={goDown} />}
    </div>
  )
}

function useOlder(open: OpenChat, isWanted: boolean): void {
  useEffect(() => {
    if (isWanted) void open.history.loadOlder()
  }, [open, isWanted])
}

/** The newest message was on screen while somebody looked: it is read. */
function useSeen(open: OpenChat, isAtEnd: boolean): void {
  const chat = useChat()
  const isWatched = useStore(chat.view, (view) => view.isWatched)
  const newest = useStore(open.timeline.store, ({ messages }) => messages.at(-1)?.position ?? 0)
  useEffect(() => {
    if (!isAtEnd || !isWatched || newest === 0) return
    chat.seen(open.key, newest)
    open.timeline.trim()
  }, [chat, open, isAtEnd, isWatched, newest])
}

/** One's own message is shown as soon as it is written, wherever the reader was. */
function useOwnSends(rows: Row[], scrollToEnd: () => void): void {
  const last = rows.at(-1)
  const own = last?.kind === 'pending' ? last.key : null
  useEffect(() => {
    if (own) scrollToEnd()
  }, [own, scrollToEnd])
}

function firstVisible(items: { index: number; end: number }[], offset: number): number {
  return items.find((item) => item.end > offset + 8)?.index ?? 0
}

function nextRow(rows: Row[], from: number, step: number): number | null {
  for (let at = from + step; at >= 0 && at < rows.length; at += step) {
    const kind = rows[at]?.kind
    if (kind !== 'day' && kind !== 'new') return at
  }
  return null
}

function indexOf(rows: Row[], id: string): number {
  return rows.findIndex((row) => 'message' in row && row.message.id === id)
}

function isInside({ currentTarget, target }: { currentTarget: Element; target: EventTarget }): boolean {
  return target instanceof Node && currentTarget.contains(target)
}

function keyUnder(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-key]')?.dataset.key ?? null) : null
}

/** The row may have to be drawn first. */
function focusRow(scroller: HTMLElement | null, key: string | undefined, tries = 10): void {
  if (!scroller || !key) return
  const row = scroller.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
  if (row) row.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusRow(scroller, key, tries - 1))
}
