import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aMessage, ME, memoryShelf } from '../chat/test-world'
import type { ChatMessage } from './model'
import { Outbox, type OutboxEntry } from './outbox'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const OFFLINE = { status: 0, message: 'No connection' }

function anOutbox(shelf = memoryShelf()) {
  const sent: string[] = []
  const confirmed: ChatMessage[] = []
  const world = { sent, confirmed, shelf, failure: null as unknown, outbox: null as unknown as Outbox }
  world.outbox = new Outbox({
    shelf,
    prefix: 'out.1.',
    send: async (entry: OutboxEntry) => {
      await Promise.resolve()
      if (world.failure) throw world.failure
      sent.push(entry.text)
      return aMessage(sent.length, { from: ME, body: entry.text, client_id: entry.client_id })
    },
    onSent: (_, message) => confirmed.push(message),
  })
  return world
}

const settle = () => vi.advanceTimersByTimeAsync(1)
const states = (outbox: Outbox) => outbox.of('room/5').map((entry) => `${entry.text}: ${entry.state}`)

test('messages go out in the order they were written', async () => {
  const { outbox, sent, confirmed } = anOutbox()
  outbox.setOnline(true)
  for (const text of ['one', 'two', 'three']) outbox.add('room/5', text)
  await settle()
  expect(sent).toEqual(['one', 'two', 'three'])
  expect(confirmed.map((message) => message.body)).toEqual(['one', 'two', 'three'])
  expect(outbox.of('room/5')).toEqual([])
})

test('without a connection messages wait, and go out in order when it is back', async () => {
  const { outbox, sent } = anOutbox()
  outbox.add('room/5', 'one')
  outbox.add('room/5', 'two')
  await settle()
  expect(states(outbox)).toEqual(['one: waiting', 'two: waiting'])
  outbox.setOnline(true)
  await settle()
  expect(sent).toEqual(['one', 'two'])
})

test('a refused message stays with its reason and does not hold up the next', async () => {
  const world = anOutbox()
  world.outbox.setOnline(true)
  world.failure = { status: 409, message: 'This room is archived' }
  world.outbox.add('room/5', 'late')
  await settle()
  world.failure = null
  world.outbox.add('room/5', 'next')
  await settle()
  expect(states(world.outbox)).toEqual(['late: failed'])
  expect(world.outbox.of('room/5')[0]?.reason).toBe('This room is archived')
  expect(world.sent).toEqual(['next'])
})

test('a failed message can be tried again or taken out for editing', async () => {
  const world = anOutbox()
  world.outbox.setOnline(true)
  world.failure = { status: 400, message: 'Too long' }
  const first = world.outbox.add('room/5', 'again')
  const second = world.outbox.add('room/5', 'edit me')
  await settle()
  world.failure = null
  world.outbox.tryAgain(first.client_id)
  await settle()
  expect(world.sent).toEqual(['again'])
  expect(world.outbox.discard(second.client_id)).toBe('edit me')
  expect(world.outbox.of('room/5')).toEqual([])
  expect(world.shelf.texts.size).toBe(0)
})

test('trouble on the way is tried again by itself, then the person is asked', async () => {
  const world = anOutbox()
  world.outbox.setOnline(true)
  world.failure = OFFLINE
  world.outbox.add('room/5', 'stubborn')
  await settle()
  expect(states(world.outbox)).toEqual(['stubborn: waiting'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(states(world.outbox)).toEqual(['stubborn: failed'])
  expect(world.outbox.of('room/5')[0]?.reason).toBe('the server could not be reached.')
})

test('too many messages at once wait as long as the server asks', async () => {
  const world = anOutbox()
  world.outbox.setOnline(true)
  world.failure = { status: 429, message: 'Slow down', retryAfter: 20 }
  world.outbox.add('room/5', 'flood')
  await settle()
  world.failure = null
  await vi.advanceTimersByTimeAsync(19_000)
  expect(world.sent).toEqual([])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(world.sent).toEqual(['flood'])
})

test('what waits survives a reload, in order, with the same client id', async () => {
  const shelf = memoryShelf()
  const before = anOutbox(shelf)
  const first = before.outbox.add('room/5', 'one')
  await vi.advanceTimersByTimeAsync(5)
  before.outbox.add('user/2', 'two')
  const after = anOutbox(shelf)
  expect(after.outbox.store.getState().entries.map((entry) => entry.text)).toEqual(['one', 'two'])
  expect(after.outbox.of('room/5')[0]?.client_id).toBe(first.client_id)
  after.outbox.setOnline(true)
  await settle()
  expect(after.sent).toEqual(['one', 'two'])
  expect(shelf.texts.size).toBe(0)
})

test('a message that came back live counts as sent though its request is lost', async () => {
  const world = anOutbox()
  world.outbox.setOnline(true)
  world.failure = OFFLINE
  const entry = world.outbox.add('room/5', 'arrived')
  await settle()
  world.outbox.confirm(entry.client_id)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(world.outbox.of('room/5')).toEqual([])
})

test('two tabs keep their messages side by side', () => {
  const shelf = memoryShelf()
  const [one, two] = [anOutbox(shelf), anOutbox(shelf)]
  one.outbox.add('room/5', 'from one')
  two.outbox.add('room/5', 'from two')
  expect(
    anOutbox(shelf)
      .outbox.of('room/5')
      .map((entry) => entry.text)
      .sort(),
  ).toEqual(['from one', 'from two'])
})

test('what one tab threw away is not sent by another that had found it on the shelf', async () => {
  const shelf = memoryShelf()
  const one = anOutbox(shelf)
  const entry = one.outbox.add('room/5', 'better not')
  const two = anOutbox(shelf)
  one.outbox.discard(entry.client_id)
  two.outbox.setOnline(true)
  await settle()
  expect([two.sent, two.outbox.of('room/5'), shelf.texts.size]).toEqual([[], [], 0])
})

test('a tab hears that another one took a message from the shelf', () => {
  const shelf = memoryShelf()
  const entry = anOutbox(shelf).outbox.add('room/5', 'gone soon')
  const { outbox } = anOutbox(shelf)
  outbox.leftShelf('out.1.another')
  expect(outbox.of('room/5').length).toBe(1)
  outbox.leftShelf(`out.1.${entry.client_id}`)
  expect(outbox.of('room/5')).toEqual([])
})

test('what was forgotten with the person who signed out is not put back by a tab that loses its connection', async () => {
  const world = anOutbox()
  world.failure = OFFLINE
  world.outbox.setOnline(true)
  world.outbox.add('room/5', 'private')
  await settle()
  world.shelf.texts.clear()
  world.outbox.setOnline(false)
  expect(world.shelf.texts.size).toBe(0)
})

test('what a closed tab left goes out with the next connection of an open one', async () => {
  const shelf = memoryShelf()
  const open = anOutbox(shelf)
  anOutbox(shelf).outbox.add('room/5', 'left behind')
  open.outbox.setOnline(true)
  await settle()
  expect([open.sent, shelf.texts.size]).toEqual([['left behind'], 0])
})

test('a lost answer to a message that came back live does not hold up the next', async () => {
  const world = anOutbox()
  world.outbox.setOnline(true)
  world.failure = OFFLINE
  const first = world.outbox.add('room/5', 'arrived')
  world.outbox.add('room/5', 'next')
  world.outbox.confirm(first.client_id)
  world.failure = null
  await settle()
  expect(world.sent.at(-1)).toBe('next')
  expect(world.outbox.of('room/5')).toEqual([])
})
