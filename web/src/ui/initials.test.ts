import { expect, test } from 'vitest'
import { initials } from './initials'

test.each([
  ['Ines Lindqvist', 'IL'],
  ['maya', 'M'],
  ['Anna Maria van Dyk', 'AD'],
  ['  Łukasz   Żuk ', 'ŁŻ'],
  ['build-bot_3', 'B3'],
  ['田中 太郎', '田太'],
  ['!!!', '?'],
  ['', '?'],
])('«%s» is drawn as «%s»', (name, drawn) => {
  expect(initials(name)).toBe(drawn)
})
