import { expect, test } from 'vitest'
import { difference } from './free-text'

test('only what differs is typed anew', () => {
  expect(difference('hello @ma you', 'hello @Maya you')).toEqual({ from: 7, to: 8, word: 'May' })
  expect(difference('abc', 'abc')).toEqual({ from: 3, to: 3, word: '' })
  expect(difference('aaa', 'aa')).toEqual({ from: 2, to: 3, word: '' })
  expect(difference('', 'new')).toEqual({ from: 0, to: 0, word: 'new' })
})

test('no emoji is taken apart', () => {
  expect(difference('a 😀', 'a 😁')).toEqual({ from: 2, to: 4, word: '😁' })
  const { from, to, word } = difference('\u{1F600}b', '\u{1FA00}b')
  expect([from, to, word]).toEqual([0, 2, '\u{1FA00}'])
})
