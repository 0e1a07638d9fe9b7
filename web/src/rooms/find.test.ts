import { expect, test } from 'vitest'
import { aPerson, aRoom } from '../chat/test-world'
import type { ChatKey } from '../messages/model'
import { find } from './find'

const ROOMS = [
  aRoom({ id: 1, name: 'Founders' }),
  aRoom({ id: 2, name: 'Design crit' }),
  aRoom({ id: 3, name: 'Deploys', last_active: '2026-05-14T10:00:00+00:00' }),
  aRoom({ id: 4, name: 'Old deploys', is_archived: true }),
  aRoom({ id: 5, name: 'Berth sensors' }),
  aRoom({ id: 6, name: 'Café crème' }),
]
const PEOPLE = [
  aPerson({ id: 2 }),
  aPerson({ id: 8, name: 'Hanna Kowalski', mention_name: 'Hanna', title: 'Support desk' }),
]

interface Ways {
  rooms?: typeof ROOMS
  before?: ChatKey[]
  shown?: ChatKey
  canCreate?: boolean
}

function names(word: string, { rooms = ROOMS, before = [], shown, canCreate = false }: Ways = {}): string[] {
  const asked = { word, rooms, people: PEOPLE, me: 1, before, shown: shown ?? null, canCreate }
  return find(asked).map((hit) => {
    if (hit.kind === 'room') return hit.room.name
    if (hit.kind === 'person') return hit.person.name
    return hit.kind === 'create' ? `+${hit.name}` : `?${hit.words}`
  })
}

test('names that begin with the word come first, archived rooms last, then what else can be done', () => {
  expect(names('de', { canCreate: true })).toEqual([
    'Deploys',
    'Design crit',
    'Founders',
    'Hanna Kowalski',
    'Old deploys',
    '+de',
    '?de',
  ])
})

test('the beginnings of words, initials, missing letters and missing accents are enough', () => {
  expect(names('ber sen')[0]).toBe('Berth sensors')
  expect(names('dc')[0]).toBe('Design crit')
  expect(names('fndrs')[0]).toBe('Founders')
  expect(names('creme')[0]).toBe('Café crème')
  expect(names('xq')).toEqual(['?xq'])
})

test('@ narrows to people', () => {
  expect(names('@')).toEqual(['Hanna Kowalski', 'Maya Okafor'])
  expect(names('@may', { canCreate: true })).toEqual(['Maya Okafor'])
})

test('without a word the chats one came from are first, then the unread ones; the open one is last', () => {
  const rooms = [...ROOMS, aRoom({ id: 9, name: 'Zebra', last_position: 4 })]
  const found = names('', { rooms, before: ['room/1', 'user/8', 'room/2'], shown: 'room/1' })
  expect(found.slice(0, 4)).toEqual(['Hanna Kowalski', 'Design crit', 'Zebra', 'Deploys'])
  expect(found.at(-1)).toBe('Founders')
  expect(found).not.toContain('Old deploys')
})

test('among names that fit alike the one that was open last comes first', () => {
  expect(names('de', { before: ['room/2'] })[0]).toBe('Design crit')
})

test('a room with a new name can be made, an existing one cannot', () => {
  expect(names('Berths', { canCreate: true })).toEqual(['Berth sensors', '+Berths', '?Berths'])
  expect(names('deploys', { canCreate: true })).not.toContain('+deploys')
})
