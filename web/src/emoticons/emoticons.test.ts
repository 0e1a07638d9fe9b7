import { expect, test } from 'vitest'
import { EMOTICON_NAMES, FREQUENT_EMOTICONS, findEmoticon, splitEmoticons } from './emoticons'

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
})

test('the names are those of the server, each once', () => {
  expect(EMOTICON_NAMES).toEqual([...new Set(EMOTICON_NAMES)].sort())
  expect(EMOTICON_NAMES).toContain('areyoukiddingme')
  expect(findEmoticon('(jira)')?.url).toBe('/emoticons/jira.svg')
})

test('every frequent emoticon exists, and is named once', () => {
  expect(EMOTICON_NAMES).toEqual(expect.arrayContaining([...FREQUENT_EMOTICONS]))
  expect(new Set(FREQUENT_EMOTICONS).size).toBe(FREQUENT_EMOTICONS.length)
})
