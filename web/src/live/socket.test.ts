import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { waitBefore } from './backoff'
import type { LiveEvent } from './events'
import { LiveSocket } from './socket'

class FakeSocket {
  readyState = 1
  told: unknown[] = []
  closed = false
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  constructor(readonly url: string) {}
  send(text: string) {
    this.told.push(JSON.parse(text))
  }
  close() {
    this.closed = true
  }
  says(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
  breaks(code = 1006) {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

function aSocket(reload: () => Promise<number> = async () => 0) {
  const opened: FakeSocket[] = []
  const events: LiveEvent[] = []
  const onEnded = vi.fn()
  const live = new LiveSocket({
    url: (cursor) => `ws://test/?cursor=${cursor}`,
    me: 1,
    onEvent: (event) => events.push(event),
    onReload: reload,
    onEnded,
    random: () => 1,
    open: (url) => {
      const socket = new FakeSocket(url)
      opened.push(socket)
      return socket as unknown as WebSocket
    },
  })
  const last = () => opened.at(-1) as FakeSocket
  return { live, opened, events, last, onEnded, state: () => live.connection.getState().state }
}

const hello = (reload = false, user_id = 1) => ({
  type: 'hello',
  cursor: 100,
  reload,
  heartbeat_s: 25,
  user_id,
})
const typed = (cursor: number) => ({ type: 'user.deleted', cursor, user_id: cursor })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('after a break it resumes from the last event and takes none twice', () => {
  const { live, last, events, opened } = aSocket()
  live.start(100)
  last().says(hello())
  last().says(typed(101))
  last().says(typed(102))
  last().breaks()
  vi.advanceTimersByTime(1_000)
  expect(opened.length).toBe(2)
  expect(last().url).toContain('cursor=102')
  last().says(hello())
  last().says(typed(102))
  last().says(typed(103))
  expect(events.map((event) => event.cursor)).toEqual([101, 102, 103])
})

test('a short break is not worth a word, a longer one is told with the time of the next try', () => {
  const { live, last, state } = aSocket()
  live.start(1)
  last().says(hello())
  last().breaks()
  expect(state()).toBe('connecting')
  vi.advanceTimersByTime(500)
  last().breaks()
  expect(state()).toBe('apart')
  expect(live.connection.getState()).toHaveProperty('nextTryAt', Date.now() + waitBefore(1, () => 1))
  vi.advanceTimersByTime(5_000)
  last().says(hello())
  expect(state()).toBe('online')
})

test('waits grow to half a minute and are never all alike', () => {
  expect([0, 1, 2, 3, 20].map((tries) => waitBefore(tries, () => 1))).toEqual([400, 800, 1600, 3200, 30_000])
  expect(waitBefore(20, () => 0)).toBe(15_000)
})

test('«Try now» does not wait', () => {
  const { live, last, opened } = aSocket()
  live.start(1)
  last().says(hello())
  last().breaks()
  vi.advanceTimersByTime(400)
  last().breaks()
  live.retryNow()
  live.retryNow()
  expect(opened.length).toBe(3)
})

test('a silent line is asked, and given up when it does not answer', () => {
  const { live, last, state, opened } = aSocket()
  live.start(1)
  last().says(hello())
  vi.advanceTimersByTime(25_000)
  expect(last().told).toEqual([{ type: 'ping' }])
  last().says({ type: 'pong' })
  vi.advanceTimersByTime(25_000)
  expect(state()).toBe('online')
  vi.advanceTimersByTime(10_000)
  expect(opened[0]?.closed).toBe(true)
  expect(state()).toBe('apart')
})

test('after the machine slept the line is asked as soon as somebody looks, and once', () => {
  const { live, last, state } = aSocket()
  live.start(1)
  last().says(hello())
  vi.setSystemTime(Date.now() + 20_000)
  live.retryNow()
  expect(last().told).toEqual([])
  vi.setSystemTime(Date.now() + 3_600_000)
  live.retryNow()
  live.retryNow()
  expect(last().told).toEqual([{ type: 'ping' }])
  vi.advanceTimersByTime(10_000)
  expect(state()).toBe('apart')
})

test('reload fetches the start state; events that came meanwhile follow it', async () => {
  let arrive: (cursor: number) => void = () => {}
  const reload = () => new Promise<number>((resolve) => (arrive = resolve))
  const { live, last, events, state } = aSocket(reload)
  live.start(3)
  last().says(hello(true))
  last().says(typed(200))
  last().says(typed(201))
  expect(events).toEqual([])
  arrive(200)
  await vi.advanceTimersByTimeAsync(1)
  expect(events.map((event) => event.cursor)).toEqual([201])
  expect(live.cursor).toBe(201)
  expect(state()).toBe('online')
})

test('an ended session stops it for good', () => {
  const { live, last, onEnded, opened, state } = aSocket()
  live.start(1)
  last().says(hello())
  last().breaks(4401)
  vi.advanceTimersByTime(60_000)
  expect(onEnded).toHaveBeenCalledOnce()
  expect(state()).toBe('ended')
  expect(opened.length).toBe(1)
})

test('an old connection that still speaks is not heard', () => {
  const { live, last, events } = aSocket()
  live.start(1)
  const old = last()
  old.says(hello())
  live.lose()
  old.says(typed(9))
  expect(events).toEqual([])
})

test('what must be ready before the first connection is tried until it is, then never again', async () => {
  const { live, opened, last, state } = aSocket()
  const prepare = vi.fn(async () => {
    if (prepare.mock.calls.length < 3) throw new Error('no connection')
  })
  live.prepare = prepare
  live.start(7)
  await vi.advanceTimersByTimeAsync(1)
  expect(state()).toBe('apart')
  expect(opened.length).toBe(0)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(prepare).toHaveBeenCalledTimes(3)
  expect(opened.length).toBe(1)
  expect(last().url).toContain('cursor=7')
  last().says(hello())
  last().breaks()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(opened.length).toBe(2)
  expect(prepare).toHaveBeenCalledTimes(3)
})

test('nothing of a person who signed in by another tab meanwhile is taken for this one', () => {
  const { live, last, events, onEnded, state } = aSocket()
  live.start(100)
  last().says(hello())
  last().breaks()
  vi.advanceTimersByTime(1_000)
  const theirs = last()
  theirs.says(hello(false, 2))
  theirs.says(typed(101))
  expect([state(), events, onEnded.mock.calls.length]).toEqual(['ended', [], 1])
})
