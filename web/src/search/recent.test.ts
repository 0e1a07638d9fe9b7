import { beforeEach, expect, test } from 'vitest'
import { forgetSearch, keepSearch, recentSearches } from './recent'

beforeEach(() => localStorage.clear())

test('the latest search comes first, once, and each person has their own', () => {
  keepSearch(1, 'falcon')
  keepSearch(1, 'heron')
  keepSearch(1, ' falcon ')
  expect(recentSearches(1)).toEqual(['falcon', 'heron'])
  expect(recentSearches(2)).toEqual([])
  expect(forgetSearch(1, 'falcon')).toEqual(['heron'])
})

test('what a search grew out of is forgotten, and eight are enough', () => {
  keepSearch(1, 'fal')
  keepSearch(1, 'falcon')
  expect(recentSearches(1)).toEqual(['falcon'])
  for (let number = 0; number < 12; number += 1) keepSearch(1, `search ${number}x`)
  expect(recentSearches(1)).toHaveLength(8)
})

test('a broken shelf is an empty one', () => {
  localStorage.setItem('chinwag.searches.1', '{"a":')
  expect(recentSearches(1)).toEqual([])
})
