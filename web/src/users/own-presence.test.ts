import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { memoryShelf } from '../chat/test-world'
import type { Told } from '../live/events'
import { OwnPresence } from './own-presence'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MINUTE = 60_000

function aPresence(shelf = memoryShelf()) {
  const told: Told[] = []
  const presence = new OwnPresence(shelf, 'presence', (frame) => told.push(frame))
  return { presence, told, last: () => told.at(-1) }
}

test('nobody at it for 10 minutes is away; the first touch brings them back', () => {
  const { presence, told, last } = aPresence()
  presence.active()
  vi.advanceTimersByTime(9 * MINUTE)
  presence.active()
  vi.advanceTimersByTime(9 * MINUTE)
  expect(told).toEqual([])
  vi.advanceTimersByTime(MINUTE)
  expect(last()).toEqual({ type: 'presence', show: 'away', status: '', idle: 600 })
  expect(presence.isIdle).toBe(true)
  presence.active()
  expect(last()).toEqual({ type: 'presence', show: 'chat', status: '' })
})

test('what was chosen stays while one is idle, and over a reload', () => {
  const shelf = memoryShelf()
  const { presence, last } = aPresence(shelf)
  presence.choose({ show: 'xa', status: 'In Visby' })
  presence.active()
  vi.advanceTimersByTime(10 * MINUTE)
  expect(last()).toEqual({ type: 'presence', show: 'xa', status: 'In Visby', idle: 600 })
  expect(aPresence(shelf).presence.store.getState()).toEqual({ show: 'xa', status: 'In Visby' })
})

test('a phone that shows another page is idle at once', () => {
  const { presence, last } = aPresence()
  presence.shown(false)
  expect(last()).toMatchObject({ show: 'away', idle: 600 })
  presence.shown(true)
  expect(last()).toEqual({ type: 'presence', show: 'chat', status: '' })
})

test('what one tab says holds in the other, so that «do not disturb» ends everywhere', () => {
  const shelf = memoryShelf()
  const one = aPresence(shelf)
  one.presence.choose({ show: 'dnd', status: 'Rounds' })
  const other = aPresence(shelf)
  one.presence.choose({ show: 'chat', status: '' })
  other.presence.followShelf('presence')
  expect(other.last()).toEqual({ type: 'presence', show: 'chat', status: '' })
  expect(other.presence.store.getState()).toEqual({ show: 'chat', status: '' })
  other.presence.followShelf('something else')
  expect(other.told.length).toBe(1)
})
