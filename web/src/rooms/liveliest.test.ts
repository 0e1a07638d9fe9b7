import { expect, test } from 'vitest'
import { aRoom } from '../chat/test-world'
import { liveliest } from './liveliest'

test('the room where somebody spoke last is the one to open', () => {
  const rooms = [
    aRoom({ id: 1, last_active: '2026-05-14T10:00:00+00:00' }),
    aRoom({ id: 2, last_active: '2026-05-15T10:00:00+00:00' }),
    aRoom({ id: 3, last_active: null }),
    aRoom({ id: 4, last_active: '2026-05-16T10:00:00+00:00', is_archived: true }),
  ]

  expect(liveliest(rooms)).toBe('room/2')
})

test('where nobody has spoken there is none', () => {
  expect(liveliest([aRoom({ id: 1, last_active: null })])).toBeNull()
})
