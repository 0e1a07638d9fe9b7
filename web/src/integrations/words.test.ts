import { expect, test } from 'vitest'
import type { Attempt, Delivery, WebhookHealth } from './calls'
import { aboutDelivery, healthOf, mayInWords, pretty, takesPattern } from './words'

const NOW = new Date('2026-05-04T10:00:00Z')
const GOOD: Attempt = { at: '2026-05-04T09:58:00Z', took_ms: 41, status: 204, error: null, answer: null }
const BAD: Attempt = { ...GOOD, status: 500, answer: 'KeyError' }
const GONE: Attempt = { ...GOOD, status: null, error: 'connection refused' }
const HEALTH: WebhookHealth = {
  id: 1,
  event: 'room_message',
  name: '',
  url: 'https://bots.example/hook',
  room_id: 1,
  switched_off: null,
  waiting: 0,
  failed: 0,
  last: null,
}

test.each([
  [{}, 'Waiting', 'Nothing was sent yet'],
  [{ waiting: 1 }, 'On its way', '1 delivery on the way'],
  [{ last: GOOD }, 'Healthy', '41 ms, 2 minutes ago'],
  [{ last: BAD, waiting: 3 }, 'Failing', 'Answered 500, 2 minutes ago, 3 deliveries waiting'],
  [{ last: GONE }, 'Failing', 'Connection refused, 2 minutes ago'],
  [{ last: GOOD, failed: 100 }, 'Some failed', '100 or more failed, the last one arrived 2 minutes ago'],
  [
    { last: GOOD, switched_off: 'It took nothing for three days.' },
    'Switched off',
    'It took nothing for three days.',
  ],
])('how a webhook is doing is said in words: %j', (change, word, said) => {
  expect(healthOf({ ...HEALTH, ...change }, NOW)).toMatchObject({ word, said })
})

test('what an add-on may do is said as what it does for itself', () => {
  expect(mayInWords(['view_room', 'send_message', 'send_notification'])).toBe(
    'May send notifications, see rooms and write messages.',
  )
  expect(mayInWords(['import_data'])).toBe('May import data.')
  expect(mayInWords([])).toContain('no permissions')
})

test('only events with a text have a pattern', () => {
  expect(['room_message', 'room_notification', 'room_enter'].filter(takesPattern)).toEqual([
    'room_message',
    'room_notification',
  ])
})

test('a delivery says what comes next, or what came last', () => {
  const delivery: Delivery = {
    id: 1,
    delivery_id: 'x',
    event: 'room_message',
    state: 'waiting',
    attempts: 2,
    created: NOW.toISOString(),
    due: '2026-05-04T10:04:00Z',
    finished: null,
    last: BAD,
  }
  expect(aboutDelivery(delivery, NOW)).toBe('2 tries, again in 4 minutes')
  expect(aboutDelivery({ ...delivery, attempts: 0, last: null }, NOW)).toBe('on its way')
  expect(aboutDelivery({ ...delivery, state: 'delivered', attempts: 1, last: GOOD }, NOW)).toBe(
    '1 try, 41 ms',
  )
})

test('a body is shown as people read it', () => {
  expect(pretty({ event: 'room_enter' })).toBe('{\n  "event": "room_enter"\n}')
  expect(pretty('plain')).toBe('plain')
})
