import { expect, test } from 'vitest'
import type { RoomEntry } from '../rooms/model'
import type { Person } from '../users/model'
import { askedAt, choicesFor, completed, dayAt } from './completion'

const person = (id: number, name: string, mention_name: string) => ({ id, name, mention_name }) as Person
const room = (id: number, name: string) => ({ id, name }) as RoomEntry
const known = {
  rooms: [room(1, 'Deploys'), room(2, 'Front desk'), room(3, 'Old deploys')],
  people: [person(7, 'Maya Okafor', 'MayaOkafor'), person(8, 'Jun Sato', 'JunSato')],
  me: 8,
  today: new Date(2026, 2, 31),
}
const texts = (query: string) => {
  const asked = askedAt(query, query.length)
  return asked && choicesFor(asked, known).map(({ text }) => text)
}

test('operators are offered by their first letters, and not inside quotes', () => {
  expect(texts('low f')).toEqual(['from:'])
  expect(texts('h')).toEqual(['has:'])
  expect(texts('low "f')).toBeNull()
  expect(texts('low ')).toBeNull()
  expect(texts('falcon')).toBeNull()
})

test('values are people, rooms, things and days', () => {
  expect(texts('from:ma')).toEqual(['from:@MayaOkafor'])
  expect(texts('from:jun')).toEqual(['from:me'])
  expect(texts('in:dep')).toEqual(['in:Deploys', 'in:"Old deploys"'])
  expect(texts('in:"front d')).toEqual(['in:"Front desk"'])
  expect(texts('in:@')).toEqual(['in:@JunSato', 'in:@MayaOkafor'])
  expect(texts('has:')).toHaveLength(7)
  expect(texts('has:li')).toEqual(['has:link'])
  expect(texts('before:yes')).toEqual(['before:2026-03-30'])
  expect(texts('on:2026-03-2')).toEqual(['on:2026-03-24'])
})

test('a choice takes the place of what was typed, and the caret goes on', () => {
  const asked = askedAt('low fr tide', 6)
  expect(asked).not.toBeNull()
  if (!asked) return
  const next = completed('low fr tide', asked, { kind: 'operator', text: 'from:', operator: 'from' })
  expect(next).toEqual({ query: 'low from: tide', caret: 9 })
  const value = askedAt('in:dep', 6)
  if (!value) throw new Error('nothing asked')
  const choice = choicesFor(value, known)[0]
  if (!choice) throw new Error('nothing offered')
  expect(completed('in:dep', value, choice)).toEqual({ query: 'in:Deploys ', caret: 11 })
})

test('days are those of the calendar', () => {
  expect(dayAt('2026-03-31')?.getDate()).toBe(31)
  expect(dayAt('2026-02-30')).toBeNull()
  expect(dayAt('soon')).toBeNull()
})
