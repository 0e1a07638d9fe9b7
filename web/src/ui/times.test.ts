import { beforeEach, expect, test } from 'vitest'
import { showCatalogue } from '../i18n/catalogue'
import { sayDate, sayFuture, sayPast } from './times'

beforeEach(() => showCatalogue(null, 'en-GB'))

const NOW = new Date(2026, 4, 14, 10, 20)
const at = (month: number, day: number, hour = 9, minute = 0, year = 2026) =>
  new Date(year, month - 1, day, hour, minute)

test.each([
  [new Date(2026, 4, 14, 10, 19, 30), 'just now'],
  [at(5, 14, 10, 30), 'just now'],
  [at(5, 14, 10, 19), '1 minute ago'],
  [at(5, 14, 9, 21), '59 minutes ago'],
  [at(5, 14, 9, 0), 'today, 9:00'],
  [at(5, 13, 23, 30), 'yesterday, 23:30'],
  [at(4, 12), '12 April'],
  [at(4, 12, 9, 0, 2025), '12 April 2025'],
])('%s was «%s»', (date, words) => {
  expect(sayPast(date, NOW).replace('09:00', '9:00')).toBe(words)
})

test.each([
  [at(5, 14, 17), 'today, 17:00'],
  [at(5, 15, 1), 'tomorrow'],
  [at(5, 20), 'in 6 days'],
  [at(8, 12), 'in 3 months'],
  [at(5, 14, 9, 0, 2027), 'in a year'],
  [at(5, 14, 9, 0, 2029), 'in 3 years'],
])('%s comes «%s»', (date, words) => {
  expect(sayFuture(date, NOW)).toBe(words)
})

test('the year is said only when it is another one', () => {
  expect(sayDate(at(8, 14), NOW)).toBe('14 August')
  expect(sayDate(at(8, 14, 9, 0, 2027), NOW)).toBe('14 August 2027')
})
