import { expect, test } from 'vitest'
import { EMOTICON_NAMES, splitEmoticons } from './emoticons'

const show = (text: string) =>
  splitEmoticons(text).map((piece) => (typeof piece === 'string' ? piece : { [piece.name]: piece.shortcut }))

test('names in brackets become drawings anywhere, also without spaces', () => {
  expect(show('done(success), coffee (coffee)?')).toEqual([
    'done',
    { success: '(success)' },
    ', coffee ',
    { coffee: '(coffee)' },
    '?',
  ])
})

test('unknown names stay text', () => {
  expect(show('see (nosuch) and (constructor) and ()')).toEqual(['see (nosuch) and (constructor) and ()'])
})

test('written faces become drawings only when they stand by themselves', () => {
  expect(show(':) ok ;-) <3!')).toEqual([{ smile: ':)' }, ' ok ', { wink: ';-)' }, ' ', { heart: '<3' }, '!'])
  expect(show('http://x f(a:D) 10:Old a<3b')).toEqual(['http://x f(a:D) 10:Old a<3b'])
})

test('a text without emoticons stays one piece, an empty one has none', () => {
  expect(show('plain')).toEqual(['plain'])
  expect(show('')).toEqual([])
})

test('every written face has its drawing', () => {
  for (const face of [':)', ':(', ';)', ':D', ':P', ':o', '<3']) {
    expect(splitEmoticons(face)[0], face).toHaveProperty('url')
  }
  expect(EMOTICON_NAMES.length).toBeGreaterThanOrEqual(35)
})
