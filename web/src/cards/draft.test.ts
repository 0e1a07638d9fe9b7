import { expect, test } from 'vitest'
import { readCard } from '../messages/card'
import { bodyOf, cardOf, type Draft, draftFrom, STYLES, sample } from './draft'
import { faultsOf, plainBecause } from './faults'
import { curlText, jsonText } from './request'

const CARD = sample('application', 'https://chat.example')
const with_ = (change: Partial<Draft>): Draft => ({ ...CARD, ...change })

test.each(STYLES)('the sample of a card of style %s is right, and is drawn', (style) => {
  const draft = sample(style, 'https://chat.example')
  expect(faultsOf(draft)).toEqual({})
  expect(plainBecause(draft)).toBeNull()
  expect(readCard(cardOf(draft))?.style).toBe(style)
})

test.each(STYLES)('what is copied of style %s and pasted again is the same card', (style) => {
  const draft = sample(style, 'https://chat.example')
  const again = draftFrom(jsonText(bodyOf(draft)))
  expect(typeof again).toBe('object')
  expect(bodyOf(again as Draft)).toEqual(bodyOf(draft))
})

test('a card alone can be pasted, also as JSON text inside a notification', () => {
  const card = cardOf(CARD)
  expect(cardOf(draftFrom(jsonText(card)) as Draft)).toEqual(card)
  expect(cardOf(draftFrom(jsonText({ message: 'x', card: JSON.stringify(card) })) as Draft)).toEqual(card)
})

test.each(['nonsense', '[]', '{"card": 5}', '{"style": "poster"}'])('%s cannot be pasted', (text) => {
  expect(typeof draftFrom(text)).toBe('string')
})

test.each([
  [{ title: '' }, 'card.title', 'card.title is missing'],
  [{ title: 'x'.repeat(501) }, 'card.title', 'card.title: at most 500 characters'],
  [{ id: '' }, 'card.id', 'card.id is missing'],
  [{ message: '' }, 'message', 'message is missing'],
  [{ url: 'tickets.example/861' }, 'card.url', 'card.url must be an absolute http or https address'],
  [
    { icon: 'javascript:alert(1)' },
    'card.icon.url',
    'card.icon.url must be an absolute http or https address',
  ],
  [{ description: 'x'.repeat(1001) }, 'card.description', 'card.description: at most 1000 characters'],
  [{ activity: ' ' }, 'card.activity.html', 'card.activity.html is missing'],
  [
    { attributes: [{ key: 1, label: 'x', value: '', style: 'plain' as const, url: '' }] },
    'card.attributes[0].value.label',
    'card.attributes[0].value.label is missing',
  ],
])('a fault is named by its field: %j', (change, field, said) => {
  expect(faultsOf(with_(change))).toEqual({ [field]: said })
})

test('what is empty is left out of what is sent', () => {
  const card = cardOf(with_({ url: '', description: '', icon: '', attributes: [], hasActivity: false }))
  expect(Object.keys(card).sort()).toEqual(['format', 'id', 'style', 'title'])
})

test('a long description becomes the object that may be longer', () => {
  expect(cardOf(with_({ description: 'x'.repeat(501) })).description).toMatchObject({ format: 'text' })
})

test('people are told when they would see the text in place of the card', () => {
  expect(plainBecause({ ...sample('link', ''), description: '' })).toContain('description')
  expect(plainBecause({ ...sample('image', ''), url: '' })).toContain('address')
})

test('the command survives apostrophes in the card and in the name of the room', () => {
  const command = curlText('https://chat.example', "Ann's room", { message: "it's" })
  expect(command).toContain('/v2/room/Ann%27s%20room/notification')
  expect(command).toContain(`"it'\\''s"`)
})
