import { expect, test } from 'vitest'
import type { RoomPerson } from '../api/types'
import { aPerson } from '../chat/test-world'
import type { Presence } from '../users/model'
import { groupsOf } from './groups'

function member(id: number, name: string, is_present = false): RoomPerson {
  return { ...aPerson({ id, name, mention_name: name }), is_present, room_roles: ['user'] } as RoomPerson
}

const online = (show: 'chat' | 'away' | 'dnd'): Presence => ({
  show,
  status: '',
  idle: null,
  is_online: true,
})

test('those who can be reached come first, then those who are away, then the others; each group by name', () => {
  const people = [
    member(5, 'Oskar'),
    member(4, 'Hanna'),
    member(3, 'Ravi'),
    member(2, 'Maya'),
    member(6, 'Aino'),
  ]
  const known = new Map([
    [2, aPerson({ id: 2, presence: online('chat') })],
    [3, aPerson({ id: 3, presence: online('dnd') })],
    [4, aPerson({ id: 4, presence: online('away') })],
  ])
  const named = (asked: string) =>
    groupsOf(people, known, asked).map(({ id, people: found }) => [id, ...found.map(({ name }) => name)])
  expect(named('')).toEqual([
    ['here', 'Maya', 'Ravi'],
    ['away', 'Hanna'],
    ['gone', 'Aino', 'Oskar'],
  ])
  expect(named('ra')).toEqual([['here', 'Ravi']])
  expect(named('xyz')).toEqual([])
})
