import { expect, test } from 'vitest'
import { aMessage, ME } from '../chat/test-world'
import { type Facts, holds, patternsIn } from './conditions'
import { messageContext } from './message-context'

const FACTS: Facts = { room: { privacy: 'public', owner_id: 1 }, me: { ...ME, is_group_admin: false } }

function on(change: Parameters<typeof aMessage>[1], isFound?: Facts['isFound']): Facts {
  return { ...FACTS, message: messageContext(aMessage(1, change)), ...(isFound ? { isFound } : {}) }
}

test('no list holds, all of a list must hold, an unknown condition never does', () => {
  expect(holds(undefined, FACTS)).toBe(true)
  expect(holds([], FACTS)).toBe(true)
  expect(holds([{ condition: 'room_is_public' }, { condition: 'user_is_admin' }], FACTS)).toBe(false)
  expect(holds([{ condition: 'no_such' }], FACTS)).toBe(false)
  expect(holds([{ condition: 'no_such', invert: true }], FACTS)).toBe(false)
  expect(holds([{ condition: 'constructor' }], FACTS)).toBe(false)
  expect(holds(['room_is_public'], FACTS)).toBe(false)
})

test('invert turns round, groups join with and, or, in any case', () => {
  expect(holds([{ condition: 'user_is_admin', invert: true }], FACTS)).toBe(true)
  const either = [{ condition: 'user_is_admin' }, { condition: 'user_is_room_owner' }]
  expect(holds([{ type: 'OR', conditions: either }], FACTS)).toBe(true)
  expect(holds([{ type: 'and', conditions: either }], FACTS)).toBe(false)
})

test('groups have an end', () => {
  let nested: unknown = { condition: 'room_is_public' }
  for (let i = 0; i < 100; i += 1) nested = { type: 'or', conditions: [nested] }
  expect(holds([nested], FACTS)).toBe(false)
})

test('messages match by type, sender, file and regular expression, all that are given', () => {
  const matches = (params: object) => [{ condition: 'message_matches', params }]
  const isFound = (pattern: string, flags: string, text: string) => new RegExp(pattern, flags).test(text)
  const said = on({ body: 'see PROJ-12' }, isFound)
  expect(holds(matches({ regex: { pattern: 'proj-\\d+', flags: 'i' } }), said)).toBe(true)
  expect(holds(matches({ regex: { pattern: 'proj-\\d+' } }), said)).toBe(false)
  expect(holds(matches({ type: 'message', sender: 'Maya Okafor' }), said)).toBe(true)
  expect(holds(matches({ type: 'notification' }), said)).toBe(false)
  expect(holds(matches({ file_type: 'image' }), said)).toBe(false)
  const file = { id: 'f', name: 'a.png', size: 1, type: 'image/png', url: '/files/f/a.png' }
  expect(holds(matches({ file_type: 'image' }), on({ file }))).toBe(true)
  expect(holds(matches({}), FACTS)).toBe(false)
})

test('links, own messages and cards', () => {
  expect(holds([{ condition: 'message_contains_link' }], on({ body: 'at https://a.example/x' }))).toBe(true)
  expect(holds([{ condition: 'message_contains_link' }], on({ body: 'no link' }))).toBe(false)
  expect(holds([{ condition: 'message_sent_by_current_user' }], on({ from: ME }))).toBe(true)
  expect(holds([{ condition: 'message_sent_by_current_user' }], on({}))).toBe(false)
  const card = { style: 'link', title: 'T', metadata: { votes: 3, by: { key: 'x' } } }
  const metadata = [
    { attr: 'votes', gt: 2 },
    { attr: 'by.key', eq: 'x' },
    { attr: 'sender_addon_key', eq: 'com.example.board' },
  ]
  const addon = { client_id: 'c', key: 'com.example.board' }
  const matches = [{ condition: 'card_matches', params: { style: 'link', metadata } }]
  expect(holds(matches, on({ card, addon }))).toBe(true)
  expect(holds(matches, on({ card }))).toBe(false)
  expect(holds([{ condition: 'card_matches', params: {} }], on({}))).toBe(false)
})

test('metadata of a glance: strict, dotted, false while there are none', () => {
  const list = (metadata?: unknown) => [{ condition: 'glance_matches', params: { metadata } }]
  const known = { ...FACTS, metadata: { open: 4, state: 'late', deep: { on: true } } }
  expect(holds(list([{ attr: 'open', eq: 4 }]), known)).toBe(true)
  expect(holds(list([{ attr: 'open', eq: '4' }]), known)).toBe(false)
  expect(
    holds(
      list([
        { attr: 'open', lt: 5 },
        { attr: 'deep.on', eq: true },
      ]),
      known,
    ),
  ).toBe(true)
  expect(holds(list([{ attr: 'toString', eq: undefined }]), known)).toBe(true)
  expect(holds(list([{ attr: 'open', eq: 4 }]), FACTS)).toBe(false)
  expect(holds(list(), FACTS)).toBe(true)
})

test('regular expressions are found at any depth', () => {
  const regex = { pattern: 'a', flags: 'i' }
  const one = { condition: 'message_matches', params: { regex } }
  expect(patternsIn([one, { type: 'or', conditions: [one, { condition: 'room_is_public' }] }])).toEqual([
    regex,
    regex,
  ])
})
