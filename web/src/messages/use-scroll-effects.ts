import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import type { ChatMessage } from './model'
import type { OpenChat } from './open-chat'
import type { Row } from './rows'

/**
 * Fetches what comes next where the reader nears an end of what is here. Where the reader is, only `drawn` messages tell:
 * a page that has just come moves its end away with the next frame.
 */
export function useMore(
  open: OpenChat,
  drawn: readonly ChatMessage[],
  isNearStart: boolean,
  isNearEnd: boolean,
): void {
  useEffect(() => {
    if (isNearStart && drawn === open.timeline.messages) void open.history.loadOlder()
  }, [open, drawn, isNearStart])
  useEffect(() => {
    if (isNearEnd && drawn === open.timeline.messages) void open.history.loadNewer()
  }, [open, drawn, isNearEnd])
}

/** The newest message was on screen while somebody looked: it is read. */
export function useSeen(open: OpenChat, rows: readonly Row[], isAtEnd: boolean): void {
  const chat = useChat()
  const isWatched = useStore(chat.view, (view) => view.isWatched)
  const newest = newestIn(rows)
  useEffect(() => {
    if (!isAtEnd || newest === 0) return
    if (isWatched) chat.unread.seen(open.key, newest)
    open.timeline.trim()
  }, [chat, open, isAtEnd, isWatched, newest])
}

/** One's own message is shown as soon as it is written, wherever the reader was; an answer in a thread is shown there. */
export function useOwnSends(rows: readonly Row[], scrollToEnd: () => void): void {
  const { threads } = useChat()
  const last = rows.at(-1)
  const entry = last?.kind === 'pending' ? last.entry : null
  const parent = entry && 'parent_id' in entry ? entry.parent_id : undefined
  const own = entry && !(parent && threads.isOpen(parent)) ? entry.client_id : null
  useEffect(() => {
    if (own) scrollToEnd()
  }, [own, scrollToEnd])
}

/** The last position that is drawn; what waits to be sent stands behind it, and an attached notification above it. */
function newestIn(rows: readonly Row[]): number {
  return rows.reduce((newest, row) => ('message' in row ? Math.max(newest, row.message.position) : newest), 0)
}
