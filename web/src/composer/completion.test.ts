import { expect, test } from 'vitest'
import { aPerson } from '../chat/test-world'
import { askedAt, choicesFor, complete } from './completion'

const PEOPLE = [
  aPerson({ id: 2, name: 'Maya Okafor', mention_name: 'Maya' }),
  aPerson({ id: 3, name: 'Ravi Menon', mention_name: 'Ravi' }),
  aPerson({ id: 4, name: 'Tomás Rivera', mention_name: 'Tomas' }),
]
const choices = (text: string, isRoom = true) => {
  const asked = askedAt(text, text.length)
  return asked
    ? choicesFor(asked, PEOPLE, ['smile', 'success', 'bigsmile'], isRoom).map(({ text }) => text)
    : null
}

test('@ opens the list of people at the beginning of a word', () => {
  expect(choices('hello @m')).toEqual(['@Maya', '@Ravi', '@Tomas'])
  expect(choices('@ri')).toEqual(['@Tomas'])
  expect(choices('mail ines@m')).toBeNull()
})

test('@all and @here are offered in rooms only', () => {
  expect(choices('@a')).toContain('@all')
  expect(choices('@her')).toEqual(['@here'])
  expect(choices('@her', false)).toEqual([])
})

test(': and ( open emoticons after two letters', () => {
  expect(choices(':s')).toBeNull()
  expect(choices('nice :sm')).toEqual(['(smile)', '(bigsmile)'])
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
