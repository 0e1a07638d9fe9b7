import { expect, test } from 'vitest'
import { aPerson, aRoom } from '../chat/test-world'
import { COMMANDS, commandIn } from './commands'
import { askedAt, choicesFor, complete } from './completion'

const PEOPLE = [
  aPerson({ id: 2, name: 'Maya Okafor', mention_name: 'Maya' }),
  aPerson({ id: 3, name: 'Ravi Menon', mention_name: 'Ravi' }),
  aPerson({ id: 4, name: 'Tomás Rivera', mention_name: 'Tomas' }),
]
const ROOMS = [aRoom({ id: 5, name: 'Timetable' }), aRoom({ id: 6, name: 'Berth sensors' })]
const EMOJI = [
  {
    emoji: '😀',
    label: 'grinning face',
    name: 'grinning face',
    words: 'grinning face smile',
    takesTone: false,
  },
]
const choices = (text: string, isRoom = true) => {
  const asked = askedAt(text, text.length)
  return asked
    ? choicesFor(asked, {
        people: PEOPLE,
        rooms: ROOMS,
        commands: COMMANDS,
        emoticons: ['smile', 'success', 'bigsmile'],
        emoji: EMOJI,
        isRoom,
      }).map(({ text }) => text)
    : null
}

test('@ opens the list of people at the beginning of a word', () => {
  expect(choices('hello @m')).toEqual(['@Maya', '@Ravi', '@Tomas'])
  expect(choices('@ri')).toEqual(['@Tomas'])
  expect(choices('mail ines@m')).toBeNull()
})

test('who is named in full comes first, whoever else begins like that and is here', () => {
  const people = [
    aPerson({ id: 5, name: 'Anna Berg', mention_name: 'Anna', presence: null }),
    aPerson({ id: 6, name: 'Ann Lee', mention_name: 'ann', presence: null }),
  ]
  const asked = askedAt('@ann', 4)
  const known = { people, rooms: [], commands: [], emoticons: [], emoji: [], isRoom: false }
  expect(asked && choicesFor(asked, known).map(({ text }) => text)).toEqual(['@ann', '@Anna'])
})

test('a long word behind # takes no time', () => {
  const begun = performance.now()
  expect(askedAt(`see #${'a'.repeat(5_000)}!`, 5_006)).toBeNull()
  expect(performance.now() - begun).toBeLessThan(1_000)
})

test('@all and @here are offered in rooms only', () => {
  expect(choices('@a')).toContain('@all')
  expect(choices('@her')).toEqual(['@here'])
  expect(choices('@her', false)).toEqual([])
})

test(': and ( open emoticons after two letters', () => {
  expect(choices(':s')).toBeNull()
  expect(choices('nice :sm')).toEqual(['(smile)', '(bigsmile)', '😀'])
  expect(choices('(suc')).toEqual(['(success)'])
  expect(choices('at 10:30')).toBeNull()
})

test('the choice takes the place of what was typed, in the middle of a text too', () => {
  const text = 'ask @ma about it'
  const asked = askedAt(text, 7)
  const person = PEOPLE[0]
  if (!asked || !person) throw new Error('nothing asked')
  expect(complete(text, asked, { kind: 'person', text: '@Maya', person })).toEqual({
    text: 'ask @Maya about it',
    caret: 10,
  })
})

test('# opens the list of rooms, whose names may have blanks', () => {
  expect(choices('ask in #')).toEqual(['#Timetable', '#Berth sensors'])
  expect(choices('ask in #berth s')).toEqual(['#Berth sensors'])
  expect(choices('a#b')).toBeNull()
})

test('/ opens the commands at the beginning only', () => {
  expect(choices('/')).toContain('/topic')
  expect(choices('/a')).toEqual(['/available', '/away'])
  expect(choices('/to', false)).toEqual([])
  expect(choices('see /to')).toBeNull()
})

test('what is done here is no message, all other words with a slash are', () => {
  expect(commandIn('/topic Low water')).toEqual({ name: 'topic', rest: 'Low water' })
  expect(commandIn('/leave')).toEqual({ name: 'part', rest: '' })
  expect(commandIn('/deploy now')).toBeNull()
  expect(commandIn('/me waves')).toBeNull()
  expect(commandIn('/usr/bin is a folder')).toBeNull()
})
