import { expect, test } from 'vitest'
import { aPerson, aRoom, memoryShelf } from '../chat/test-world'
import { Folded } from './folded'
import { type Listed, listedKeys, sections } from './listed'

const AT = (hour: number) => `2026-05-14T${String(hour).padStart(2, '0')}:00:00.000000+00:00`
const ROOMS = [
  aRoom({ id: 1, name: 'Lunch', last_active: AT(9), last_position: 3, read_position: 3 }),
  aRoom({ id: 2, name: 'Deploys', last_active: AT(8), last_position: 9, read_position: 5, mentions: 2 }),
  aRoom({ id: 3, name: 'Backend', last_active: AT(7), last_position: 2, read_position: 2 }),
  aRoom({ id: 4, name: 'Build noise', last_active: AT(10), last_position: 2, read_position: 1 }),
  aRoom({ id: 5, name: 'Zebra', last_active: AT(6), last_position: 2, read_position: 1 }),
  aRoom({ id: 6, name: 'Old', is_archived: true }),
]
const PEOPLE = [
  aPerson({ id: 2, name: 'Maya', chat_id: 20, last_position: 4, read_position: 4, last_active: AT(5) }),
  aPerson({ id: 3, name: 'Ravi', chat_id: 21, last_position: 1, read_position: 0, last_active: AT(4) }),
]

function listed(change: Partial<Listed> = {}): Record<string, string[]> {
  const found = sections(of(change)).map(({ id, rows, more }) => [
    id,
    [
      ...rows.map((row) => (row.kind === 'room' ? row.room.name : row.person.name)),
      ...(more > 0 ? [`+${more}`] : []),
    ],
  ])
  return Object.fromEntries(found)
}

function of(change: Partial<Listed> = {}): Listed {
  return {
    rooms: new Map(ROOMS.map((room) => [room.id, room])),
    people: new Map(PEOPLE.map((person) => [person.id, person])),
    me: 1,
    shown: null,
    choices: new Map([[4, { is_favourite: false, level: 'none' }]]),
    order: 'name',
    folded: new Set(),
    wasUnread: false,
    ...change,
  }
}

test('by name, by activity, or what calls for attention first; muted rooms call for none', () => {
  expect(listed().rooms).toEqual(['Backend', 'Build noise', 'Deploys', 'Lunch', 'Zebra'])
  expect(listed({ order: 'recent' }).rooms).toEqual(['Build noise', 'Lunch', 'Deploys', 'Backend', 'Zebra'])
  expect(listed({ order: 'unread' })).toMatchObject({
    rooms: ['Deploys', 'Zebra', 'Backend', 'Build noise', 'Lunch'],
    people: ['Ravi', 'Maya'],
  })
})

test('a room that was unread keeps its place while it is open', () => {
  const rooms = new Map(of().rooms).set(
    5,
    aRoom({ id: 5, name: 'Zebra', last_position: 2, read_position: 2 }),
  )
  const open = { rooms, order: 'unread', shown: 'room/5' } as const
  expect(listed({ ...open, wasUnread: true }).rooms?.slice(0, 2)).toEqual(['Deploys', 'Zebra'])
  expect(listed(open).rooms?.at(-1)).toBe('Zebra')
})

test('favourites are rooms and people, in one place and in no other', () => {
  const choices = new Map([
    [2, { is_favourite: true, level: null }],
    [20, { is_favourite: true, level: null }],
  ])
  expect(listed({ choices })).toEqual({
    favourites: ['Deploys', 'Maya'],
    rooms: ['Backend', 'Build noise', 'Lunch', 'Zebra'],
    people: ['Ravi'],
  })
})

test('a folded section keeps what is open or unread, and the keys step through what is seen', () => {
  const folded = new Set(['rooms' as const])
  expect(listed({ folded, shown: 'room/1' }).rooms).toEqual(['Deploys', 'Lunch', 'Zebra', '+2'])
  expect(listedKeys(of({ folded }))).toEqual([
    { key: 'room/2', isUnread: true },
    { key: 'room/5', isUnread: true },
    { key: 'user/2', isUnread: false },
    { key: 'user/3', isUnread: true },
  ])
})

test('a long list shows the open, the unread and the lively rooms, and says how many more there are', () => {
  const many = Array.from({ length: 300 }, (_, i) => aRoom({ id: i + 10, name: `R${i}` }))
  const rooms = new Map([...ROOMS, ...many].map((room) => [room.id, room]))
  const found = listed({ rooms, shown: 'room/309' }).rooms ?? []
  expect(found).toHaveLength(101)
  expect(found).toEqual(expect.arrayContaining(['Deploys', 'Backend', 'R299', '+205']))
})

test('what is folded stays folded on this machine', () => {
  const shelf = memoryShelf()
  new Folded(shelf, 'folded').toggle('people')
  const again = new Folded(shelf, 'folded')
  expect([...again.store.getState().ids]).toEqual(['people'])
  again.toggle('people')
  expect(new Folded(shelf, 'folded').store.getState().ids.size).toBe(0)
})
