import { expect, test } from 'vitest'
import { placesIn } from './highlight'

test('whole words are found wherever they stand, in any case', () => {
  const text = 'Kiln: the kiln, redeploykiln and KILN.'
  expect(placesIn(text, ['kiln']).map(([start, end]) => text.slice(start, end))).toEqual([
    'Kiln',
    'kiln',
    'KILN',
  ])
  expect(placesIn('low water', ['water', 'low water', ''])).toEqual([
    [4, 9],
    [0, 9],
  ])
})

test('letters that grow in lower case do not shift the marks', () => {
  expect(placesIn('\u0130 kiln', ['kiln'])).toEqual([])
})
