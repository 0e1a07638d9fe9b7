import { expect, test } from 'vitest'
import { print, sendable, termsOf, valuesOf, withOnly, without, withValue, wordsOf } from './query'

const parts = (query: string) => termsOf(query).map(({ operator, value }) => [operator, value])

test('a query is words, phrases and operators', () => {
  expect(parts('berth "disk full" from:@maya IN:"Front desk" has:link')).toEqual([
    [null, 'berth'],
    [null, 'disk full'],
    ['from', '@maya'],
    ['in', 'Front desk'],
    ['has', 'link'],
  ])
  expect(parts('from: x')).toEqual([
    ['from', ''],
    [null, 'x'],
  ])
  expect(parts('in:"Front de')).toEqual([['in', 'Front de']])
  expect(parts('http://example.com:80')).toEqual([[null, 'http://example.com:80']])
  expect(parts('   ')).toEqual([])
})

test('what is still being typed is not sent', () => {
  expect(sendable('low before:2026-0 from: tide')).toBe('low tide')
  expect(sendable('low before:2026-03-01 on:today')).toBe('low before:2026-03-01 on:today')
  expect(sendable('in:"Front desk" "disk full"')).toBe('in:"Front desk" "disk full"')
  expect(sendable('from:')).toBe('')
})

test('operators are put in and taken out without touching the rest', () => {
  expect(withValue('tide', 'has', 'link')).toBe('tide has:link')
  expect(withValue('tide has:link', 'has', 'link')).toBe('tide has:link')
  expect(withValue('', 'in', 'Front desk')).toBe('in:"Front desk"')
  expect(without('low in:"Front desk" tide in:Deploys', 'in')).toBe('low tide')
  expect(without('low in:"Front desk" tide in:Deploys', 'in', 'Deploys')).toBe('low in:"Front desk" tide')
  expect(withOnly('after:2026-01-01 tide', 'after', '2026-02-01')).toBe('tide after:2026-02-01')
  expect(valuesOf('from:@a x from:@b from:', 'from')).toEqual(['@a', '@b'])
  expect(wordsOf('from:@a low "disk full"')).toBe('low disk full')
})

test('what is printed is read as the same', () => {
  for (const term of [
    { operator: 'in', value: 'Front desk' },
    { operator: null, value: 'disk full' },
    { operator: null, value: 'words:falcon' },
    { operator: 'from', value: '@maya' },
  ] as const) {
    expect(termsOf(print(term))).toMatchObject([term])
  }
})
