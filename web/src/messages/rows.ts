// not translated in this file: keys of rows
import type { UploadEntry } from '../uploads/uploads'
import { type ChatMessage, isFor } from './model'
import type { OutboxEntry } from './outbox'
import { pendingKey, rowKey } from './row-key'
import { isDeed } from './text'

/** Something of one's own that is on its way: a text, or a file. */
export type Pending = OutboxEntry | UploadEntry

/** One line of the timeline, in the order in which it is drawn. */
export type Row =
  | { kind: 'day'; key: string; date: Date }
  | { kind: 'new'; key: string }
  | { kind: 'event'; key: string; message: ChatMessage; date: Date }
  | { kind: 'message'; key: string; message: ChatMessage; date: Date; isFirst: boolean; isForMe: boolean }
  | { kind: 'note'; key: string; message: ChatMessage; date: Date; isFirst: boolean; isAttached: boolean }
  | { kind: 'pending'; key: string; entry: Pending; date: Date; isFirst: boolean }

const TOGETHER_MS = 5 * 60_000
/** Nothing is grouped with it: it says itself who it is about. */
const ALONE = 'alone'

interface Parts {
  messages: readonly ChatMessage[]
  /** Whether nothing was said before these messages. */
  reachesStart: boolean
  pending: readonly Pending[]
  /** Position after which the «New» line stands. */
  newAfter: number | null
  me: number
}

/** Lays out messages: a pill for each day, the «New» line, groups of one sender, attached notifications under their parent. */
export function layOut({ messages, reachesStart, pending, newAfter, me }: Parts): Row[] {
  const rows: Row[] = []
  const days = new Set<string>()
  const addDay = (date: Date) => {
    // A clock that was set back makes a day come twice; keys must differ.
    let key = `day ${date.toDateString()}`
    while (days.has(key)) key += ' again'
    days.add(key)
    rows.push({ kind: 'day', key, date })
  }
  const sent = new Set(messages.map(rowKey))
  let previous: Placed | null = null
  let isNewShown = newAfter === null || (messages[0]?.position ?? 0) > newAfter + 1
  for (const { message, isAttached } of withAttached(messages)) {
    const date = dateOf(message)
    // Where a day begins is known when what came before is known: a pill that moved away to the true place when older
    // messages come would take the reader's place with it.
    const isKnown = reachesStart || message !== messages[0]
    if (isKnown && (!previous || !isSameDay(previous.date, date))) {
      addDay(date)
      previous = null
    }
    if (!isNewShown && message.position > (newAfter ?? 0) && !isAttached) {
      rows.push({ kind: 'new', key: 'new' })
      isNewShown = true
      previous = null
    }
    const placed = { who: sender(message), date }
    rows.push(rowFor(message, date, !isTogether(previous, placed), isAttached, me))
    previous = placed
  }
  for (const entry of pending) {
    const key = pendingKey(me, entry.client_id)
    if (sent.has(key)) continue
    const date = new Date(entry.written_at)
    if (!previous || !isSameDay(previous.date, date)) {
      addDay(date)
      previous = null
    }
    const placed = { who: isDeed(entry.text) ? ALONE : `user ${me}`, date }
    rows.push({ kind: 'pending', key, entry, date, isFirst: !isTogether(previous, placed) })
    previous = placed
  }
  return rows
}

interface Placed {
  who: string
  date: Date
}

function rowFor(message: ChatMessage, date: Date, isFirst: boolean, isAttached: boolean, me: number): Row {
  const key = rowKey(message)
  if (message.type === 'topic' || message.type === 'guest_access')
    return { kind: 'event', key, message, date }
  if (message.type === 'notification') return { kind: 'note', key, message, date, isFirst, isAttached }
  return {
    kind: 'message',
    key,
    message,
    date,
    isFirst: isFirst || Boolean(message.parent),
    isForMe: isFor(message, me),
  }
}

function sender(message: ChatMessage): string {
  if (message.type === 'message') return isDeed(message.body) ? ALONE : `user ${message.from?.id ?? ''}`
  if (message.type === 'notification') return `integration ${message.sender ?? ''} ${message.from?.id ?? ''}`
  return ALONE
}

function isTogether(previous: Placed | null, next: Placed): boolean {
  if (!previous || previous.who === ALONE || previous.who !== next.who) return false
  return Math.abs(next.date.getTime() - previous.date.getTime()) <= TOGETHER_MS
}

/** Puts a notification under the message it is attached to when both came within five minutes. */
function withAttached(messages: readonly ChatMessage[]): { message: ChatMessage; isAttached: boolean }[] {
  if (!messages.some((message) => message.attach_to)) {
    return messages.map((message) => ({ message, isAttached: false }))
  }
  const byId = new Map(messages.map((message) => [message.id, message]))
  const children = new Map<string, ChatMessage[]>()
  const roots: ChatMessage[] = []
  /** Under which of them each message that was looked at stands: what is attached to an attached one goes there, too. */
  const rootOf = new Map<string, string>()
  for (const message of messages) {
    const parent = message.attach_to ? byId.get(message.attach_to) : undefined
    const root = parent && isClose(parent, message) ? rootOf.get(parent.id) : undefined
    if (root) children.set(root, [...(children.get(root) ?? []), message])
    else roots.push(message)
    rootOf.set(message.id, root ?? message.id)
  }
  return roots.flatMap((message) => [
    { message, isAttached: false },
    ...(children.get(message.id) ?? []).map((child) => ({ message: child, isAttached: true })),
  ])
}

function isClose(parent: ChatMessage, child: ChatMessage): boolean {
  const apart = Date.parse(child.date) - Date.parse(parent.date)
  return apart >= 0 && apart <= TOGETHER_MS
}

const DATES = new WeakMap<ChatMessage, Date>()

/** When it was said: the same object each time, so that rows that did not change are not drawn again. */
function dateOf(message: ChatMessage): Date {
  let date = DATES.get(message)
  if (!date) {
    date = new Date(message.date)
    DATES.set(message, date)
  }
  return date
}

function isSameDay(a: Date, b: Date): boolean {
  return a.getDate() === b.getDate() && a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear()
}
