import { expect, test } from 'vitest'
import { readCard } from './card'

const CARD = { style: 'application', id: 'build-17', title: 'Build 17', url: 'https://ci.example/17' }

test('a card is read from an object and from JSON text alike', () => {
  expect(readCard(JSON.stringify(CARD))).toEqual(readCard(CARD))
  expect(readCard(CARD)).toMatchObject({ style: 'application', title: 'Build 17', lines: 2 })
})

test.each([
  ['no id', { ...CARD, id: '' }],
  ['an unknown style', { ...CARD, style: 'poster' }],
  ['no title', { ...CARD, title: undefined }],
  ['a link without description', { ...CARD, style: 'link' }],
  ['a picture without address', { style: 'image', id: '1', title: 'x' }],
  ['no object', 'nonsense'],
  ['a list', [CARD]],
])('%s makes a broken card', (_, card) => expect(readCard(card)).toBeNull())

test('a picture without title is called by the last part of its address', () => {
  expect(readCard({ style: 'image', id: '1', url: 'https://x.example/a/tide%20table.png?v=2' })?.title).toBe(
    'tide table.png',
  )
})

test('only web addresses are opened or shown', () => {
  const card = readCard({
    ...CARD,
    url: 'javascript:alert(1)',
    icon: { url: 'data:image/svg+xml,<svg/>' },
    thumbnail: { url: '//evil.example/x.png' },
  })
  expect(card).toMatchObject({ url: null, icon: null, thumbnail: null })
})

test('attributes keep label, lozenge and link; those without a value are left out', () => {
  const card = readCard({
    ...CARD,
    attributes: [
      { label: 'Status', value: { label: 'Passed', style: 'lozenge-success' } },
      { value: { label: '14', url: 'https://x.example' } },
      { label: 'Empty', value: {} },
      'nonsense',
    ],
  })
  expect(card?.attributes).toEqual([
    { label: 'Status', value: 'Passed', lozenge: 'success', url: null, icon: null },
    { label: '', value: '14', lozenge: null, url: 'https://x.example', icon: null },
  ])
})

test('description and activity come in both forms', () => {
  expect(readCard({ ...CARD, description: 'plain' })?.description).toEqual({ text: 'plain', isHtml: false })
  expect(
    readCard({ ...CARD, format: 'medium', description: { value: '<b>x</b>', format: 'html' } }),
  ).toMatchObject({ description: { text: '<b>x</b>', isHtml: true }, lines: 5 })
  expect(
    readCard({ ...CARD, activity: { html: '<b>CI</b> finished', icon: 'https://x.example/i.png' } })
      ?.activity,
  ).toEqual({
    html: '<b>CI</b> finished',
    icon: 'https://x.example/i.png',
  })
})
