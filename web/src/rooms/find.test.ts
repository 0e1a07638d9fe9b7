import { expect, test } from 'vitest'
import { aPerson, aRoom } from '../chat/test-world'
import { find } from './find'

const ROOMS = [
  aRoom({ id: 1, name: 'Founders' }),
  aRoom({ id: 2, name: 'Design crit' }),
  aRoom({ id: 3, name: 'Deploys', last_active: '2026-05-14T10:00:00+00:00' }),
  aRoom({ id: 4, name: 'Old deploys', is_archived: true }),
]
const PEOPLE = [
  aPerson({ id: 2 }),
  aPerson({ id: 8, name: 'Hanna Kowalski', mention_name: 'Hanna', title: 'Support desk' }),
]
const names = (asked: string, canCreate = false) =>
  find(asked, ROOMS, PEOPLE, canCreate).map((hit) =>
    hit.kind === 'room' ? hit.room.name : hit.kind === 'person' ? hit.person.name : `+${hit.name}`,
  )

test('names that begin with the word come first, archived rooms last', () => {
  expect(names('de')).toEqual(['Deploys', 'Design crit', 'Founders', 'Hanna Kowalski', 'Old deploys'])
})

test('@ narrows to people', () => {
  expect(names('@')).toEqual(['Hanna Kowalski', 'Maya Okafor'])
  expect(names('@may')).toEqual(['Maya Okafor'])
})

test('unread rooms come before others', () => {
  const rooms = [...ROOMS, aRoom({ id: 9, name: 'Zebra', last_position: 4 })]
  expect(find('', rooms, [], false)[0]).toMatchObject({ kind: 'room', room: { name: 'Zebra' } })
})

test('a room with a new name can be made, an existing one cannot', () => {
  expect(names('Berths', true)).toEqual(['+Berths'])
  expect(names('deploys', true)).not.toContain('+deploys')
})
