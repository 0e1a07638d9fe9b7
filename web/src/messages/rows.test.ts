import { expect, test } from 'vitest'
import { aMessage, ME, messages, RAVI } from '../chat/test-world'
import type { ChatMessage } from './model'
import type { OutboxEntry } from './outbox'
import { layOut } from './rows'

const at = (day: number, hour: number, minute: number) => new Date(2026, 4, day, hour, minute).toISOString()
const lay = (list: ChatMessage[], newAfter: number | null = null, pending: OutboxEntry[] = []) =>
  layOut({ messages: list, reachesStart: true, pending, newAfter, me: ME.id })
const kinds = (rows: ReturnType<typeof lay>) =>
  rows.map((row) => ('isFirst' in row && row.isFirst ? `${row.kind}!` : row.kind))

test('messages of one person within five minutes are grouped', () => {
  const rows = lay([
    aMessage(1, { date: at(14, 9, 0) }),
    aMessage(2, { date: at(14, 9, 4) }),
    aMessage(3, { date: at(14, 9, 8) }),
    aMessage(4, { date: at(14, 9, 14) }),
    aMessage(5, { date: at(14, 9, 14), from: RAVI }),
  ])
  expect(kinds(rows)).toEqual(['day', 'message!', 'message', 'message', 'message!', 'message!'])
})

test('a deed («/me waves») stands alone and parts a group: it names who it is about', () => {
  const date = at(14, 9, 0)
  const rows = lay([
    aMessage(1, { date }),
    aMessage(2, { date, body: '/me waves' }),
    aMessage(3, { date, body: '/me bows' }),
    aMessage(4, { date }),
    aMessage(5, { date, body: '/metre high' }),
  ])
  expect(kinds(rows)).toEqual(['day', 'message!', 'message!', 'message!', 'message!', 'message'])
})

test('where the first day began is not said before older messages are here', () => {
  const list = [aMessage(7, { date: at(14, 23, 59) }), aMessage(8, { date: at(15, 0, 1) })]
  const rows = layOut({ messages: list, reachesStart: false, pending: [], newAfter: null, me: ME.id })
  expect(kinds(rows)).toEqual(['message!', 'day', 'message!'])
})

test('each day begins with its pill and a new group', () => {
  const rows = lay([aMessage(1, { date: at(14, 23, 59) }), aMessage(2, { date: at(15, 0, 1) })])
  expect(kinds(rows)).toEqual(['day', 'message!', 'day', 'message!'])
})

test('the «New» line stands before the first unread message and parts a group', () => {
  expect(kinds(lay(messages(1, 4), 2))).toEqual(['day', 'message!', 'message', 'new', 'message!', 'message'])
})

test('no «New» line while its place is not loaded yet', () => {
  expect(kinds(lay(messages(51, 52), 10))).not.toContain('new')
  expect(kinds(lay(messages(11, 12), 10))).toContain('new')
})

test('integrations are grouped by name, apart from people', () => {
  const note = (position: number, sender: string) =>
    aMessage(position, { type: 'notification', from: null, sender, date: at(14, 9, 0) })
  const rows = lay([
    note(1, 'Kiln'),
    note(2, 'Kiln'),
    note(3, 'Lookout'),
    aMessage(4, { date: at(14, 9, 0) }),
  ])
  expect(kinds(rows)).toEqual(['day', 'note!', 'note', 'note!', 'message!'])
})

test('a notification stands under what it is attached to when both are close', () => {
  const note = (position: number, minute: number) =>
    aMessage(position, {
      type: 'notification',
      from: null,
      sender: 'Kiln',
      attach_to: 'm1',
      date: at(14, 9, minute),
    })
  const rows = lay([
    aMessage(1, { date: at(14, 9, 0) }),
    aMessage(2, { date: at(14, 9, 1), from: RAVI }),
    note(3, 2),
    note(4, 30),
  ])
  const placed = rows.flatMap((row) => (row.kind === 'note' ? [[row.message.position, row.isAttached]] : []))
  expect(rows.map((row) => ('message' in row ? row.message.position : row.kind))).toEqual(['day', 1, 3, 2, 4])
  expect(placed).toEqual([
    [3, true],
    [4, false],
  ])
})

test('what is not sent yet stands last, and once only when its message has come', () => {
  const entry: OutboxEntry = {
    client_id: 'c1',
    key: 'room/5',
    text: 'ahoy',
    written_at: new Date(2026, 4, 14, 10).getTime(),
    state: 'sending',
  }
  const before = lay([aMessage(1, { date: at(14, 9, 0) })], null, [entry])
  expect(kinds(before)).toEqual(['day', 'message!', 'pending!'])
  const after = lay([aMessage(2, { client_id: 'c1', from: ME, date: at(14, 10, 0) })], null, [entry])
  expect(kinds(after)).toEqual(['day', 'message!'])
  expect(after.at(-1)?.key).toBe(before.at(-1)?.key)
})

test('keys are unique, also when a clock was set back over midnight', () => {
  const rows = lay([
    aMessage(1, { date: at(14, 9, 0) }),
    aMessage(2, { date: at(15, 0, 1) }),
    aMessage(3, { date: at(14, 23, 58) }),
  ])
  const keys = rows.map((row) => row.key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('a message is for me by name or by @all, never my own', () => {
  const rows = lay([
    aMessage(1, { mentions: [ME.id] }),
    aMessage(2, { body: '@here look' }),
    aMessage(3, { from: ME, body: '@all' }),
    aMessage(4),
  ])
  expect(rows.flatMap((row) => (row.kind === 'message' ? [row.isForMe] : []))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('every message has one row of its own name, whatever ids its senders chose', () => {
  const id = 'd1b2c3d4-0000-4000-8000-000000000000'
  const chosen = { client_id: id, date: at(14, 9, 0) }
  const pending = {
    client_id: 'p1',
    key: 'room/5',
    text: 'x',
    written_at: Date.parse(at(14, 9, 0)),
    state: 'sending',
  } satisfies OutboxEntry
  const rows = lay(
    [
      aMessage(1, { ...chosen }),
      aMessage(2, { ...chosen, from: RAVI }),
      aMessage(3, { id, date: at(14, 9, 0) }),
      aMessage(4, { client_id: `day ${new Date(2026, 4, 14).toDateString()}`, date: at(14, 9, 0) }),
      aMessage(5, { client_id: 'p1', from: RAVI, date: at(14, 9, 0) }),
    ],
    null,
    [pending],
  )
  expect(rows.length).toBe(7)
  expect(new Set(rows.map(({ key }) => key)).size).toBe(7)
})

test('what is attached to what is attached is shown, however deep, and also before what it names', () => {
  const date = at(14, 9, 0)
  const note = (position: number, attach_to?: string) =>
    aMessage(position, { type: 'notification', from: null, date, ...(attach_to ? { attach_to } : {}) })
  const rows = lay([
    note(1, 'm3'),
    note(2),
    note(3, 'm2'),
    note(4, 'm3'),
    note(5, 'm4'),
    note(6, 'm5'),
    note(7, 'm7'),
  ])
  const shown = rows.flatMap((row) => ('message' in row ? row.message.position : []))
  expect(shown).toEqual([1, 2, 3, 4, 5, 6, 7])
})
