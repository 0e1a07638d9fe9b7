import { expect, test } from 'vitest'
import { isSame } from './steady'

const ROOM = { id: 5, name: 'Deploys', topic: '', last_position: 7, read_position: 7, mentions: 0 }

test('messages that come and are read make no other room of it', () => {
  expect(isSame(ROOM, { ...ROOM, last_position: 9, read_position: 8, mentions: 1 })).toBe(true)
})

test('what it says of itself, and what is new in it, makes another room of it', () => {
  expect(isSame(ROOM, { ...ROOM, topic: 'Calm' })).toBe(false)
  expect(isSame<object>(ROOM, { ...ROOM, avatar_url: '/pictures/1' })).toBe(false)
})
