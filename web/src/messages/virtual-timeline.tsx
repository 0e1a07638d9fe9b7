import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type Ref, useCallback, useImperativeHandle, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button } from '../ui'
import { Deeds, DeedsContext } from './deeds'
import { FirstNewButton } from './first-new-button'
import { FloatingDay } from './floating-day'
import { focusRow } from './focus-row'
import type { ChatMessage } from './model'
import { NewestButton } from './newest-button'
import type { OpenChat } from './open-chat'
import { Paper } from './paper'
import { estimate } from './row-height'
import { RowView } from './row-view'
import type { Pending, Row } from './rows'
import type { TimelineState } from './timeline'
import styles from './timeline.module.css'
import { takeTimelineKey } from './timeline-keys'
import { useActiveRow } from './use-active-row'
import { useGoTo } from './use-go-to'
import { NEAR_END_PX, useAtEnd, useStartPlace } from './use-place'
import { usePrinting } from './use-printing'
import { useMore, useOwnSends, useSeen } from './use-scroll-effects'
import { useSetSize } from './use-set-size'
import { indexOf, useTarget } from './use-target'

export interface TimelineHandle {
  scrollToEnd: () => void
  /** Brings a message into sight, if it is loaded. */
  show: (id: string) => void
  focus: () => void
}

interface Props {
  open: OpenChat
  name: string
  /** What the rows were made of. The timeline itself may be a frame ahead. */
  drawn: TimelineState
  rows: Row[]
  onReply: (message: ChatMessage) => void
  onEdit: (entry: Pending) => void
  ref: Ref<TimelineHandle>
}

const OVERSCAN = 12
/** Movement so long after a wheel, finger or key is the timeline's own: it follows new messages. */
const BY_HAND_MS = 1_000
/** Rows outside of the drawn ones at which more messages are fetched. */
const AHEAD = 15
const BELOW = 12
/** How screen readers call a number that nobody knows. */
const UNKNOWN = -1
/** Room for the word that more messages are on their way. */
const MORE = 44

/** Draws the rows near the reader's place, stays at the end while the reader is there, and never jumps otherwise. */
export function VirtualTimeline({ open, name, drawn, rows, onReply, onEdit, ref }: Props) {
  const chat = useChat()
  const scroller = useRef<HTMLDivElement>(null)
  const { messages, reachesStart, reachesEnd } = drawn
  const { loading, error } = useStore(open.history.store)
  const byHandAt = useRef(Number.NEGATIVE_INFINITY)
  const { activeKey, isActive, askedOf, ask, hold, press, handlers } = useActiveRow()
  const deeds = useMemo(
    () => new Deeds(chat, open.key, { reply: onReply, hold, ask }),
    [chat, open, onReply, hold, ask],
  )
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
    anchorTo: 'end',
    followOnAppend: reachesEnd,
    scrollEndThreshold: NEAR_END_PX,
    paddingStart: reachesStart ? 8 : MORE,
    paddingEnd: reachesEnd ? BELOW : MORE,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  const { goTo, scrollToEnd, letGo } = useGoTo(virtualizer, scroller, rows)
  const byHand = () => {
    byHandAt.current = performance.now()
    letGo()
  }
  const focus = useCallback((key: string | undefined) => focusRow(scroller.current, key), [])
  const isMeasured = items.length > 0
  const isPlaced = useStartPlace(open, scroller, rows, isMeasured, goTo, scrollToEnd)
  const focusTimeline = useCallback(() => scroller.current?.focus({ preventScroll: true }), [])
  const markedKey = useTarget(open, messages, rows, isMeasured, {
    goTo,
    scrollToEnd,
    focusRow: focus,
    focusTimeline,
  })
  const isPrinting = usePrinting()
  const isAtEnd = useAtEnd(scroller, isPlaced, scrollToEnd) && reachesEnd
  const canLoad = isPlaced && loading === 'no' && !error
  useMore(
    open,
    messages,
    canLoad && first < AHEAD && !reachesStart,
    canLoad && last > rows.length - AHEAD && !reachesEnd,
  )
  useSeen(open, rows, isAtEnd)
  useOwnSends(rows, scrollToEnd)
  useSetSize(scroller, reachesEnd ? (messages.at(-1)?.position ?? 0) : UNKNOWN, items)
  useImperativeHandle(
    ref,
    () => ({
      scrollToEnd,
      show: (id) => {
        const index = indexOf(rows, id)
        if (index >= 0) goTo(index, 'auto')
      },
      focus: focusTimeline,
    }),
    [scrollToEnd, rows, goTo, focusTimeline],
  )
  // The button goes away with the click; the focus stays in the timeline.
  const goDown = useCallback(() => {
    focusTimeline()
    open.goToEnd().catch(() => chat.onRefused(t('The newest messages could not be loaded. Try again.')))
  }, [open, chat, focusTimeline])
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    byHand()
    takeTimelineKey(event, {
      rows,
      activeKey,
      deeds,
      goTo: (index) => {
        goTo(index, 'auto')
        focus(rows[index]?.key)
      },
      goToEnd: goDown,
      askForDay: () => chat.dates.setState({ isAsked: true }),
    })
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
        aria-label={t('Messages in {name}', { name })}
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
        {...handlers}
      >
        <div className={styles.all} style={{ height: virtualizer.getTotalSize() }}>
          {!reachesStart && <Older isStuck={error !== null} onLoad={() => void open.history.loadOlder()} />}
          <DeedsContext value={deeds}>
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
                      isActive={isActive(row.key)}
                      asked={askedOf(row.key)}
                      isMarked={row.key === markedKey}
                      onEdit={onEdit}
                    />
                  </div>
                )
              )
            })}
            {isPrinting && <Paper name={name} rows={rows} />}
          </DeedsContext>
          {!reachesEnd && <div className={styles.newer}>{t('Newer messages are on their way')}</div>}
        </div>
      </div>
      {isPlaced && <FirstNewButton open={open} drawn={messages} />}
      {isPlaced && !isAtEnd && <NewestButton open={open} onGo={goDown} />}
    </div>
  )
}

/** Above what is loaded. */
function Older({ isStuck, onLoad }: { isStuck: boolean; onLoad: () => void }) {
  return (
    <div className={styles.older}>
      {isStuck ? (
        <Button size="sm" onClick={onLoad}>
          {t('Load earlier messages')}
        </Button>
      ) : (
        t('Earlier messages are on their way')
      )}
    </div>
  )
}

function firstVisible(items: { index: number; end: number }[], offset: number): number {
  return items.find((item) => item.end > offset + 8)?.index ?? 0
}
