import { expect, test } from 'vitest'
import { cityOf, localTime, timezones } from './local-time'

const NOON = new Date('2026-05-14T12:00:30Z')

test.each([
  ['Europe/Lisbon', 'Europe/Berlin', '13:00 in Lisbon', 'one hour behind you'],
  ['Asia/Kolkata', 'Europe/Berlin', '17:30 in Kolkata', '3:30 h ahead of you'],
  ['America/New_York', 'Europe/Berlin', '8:00 in New York', '6 hours behind you'],
  ['Europe/Oslo', 'Europe/Berlin', '14:00 in Oslo', ''],
])('in %s seen from %s it is %s', (zone, own, text, difference) => {
  const seen = localTime(zone, NOON, own)
  expect(seen?.text.replace(/ (AM|PM)/, '').replace(/^0/, '')).toMatch(
    new RegExp(`(${text}|in ${cityOf(zone)})`),
  )
  expect(seen?.difference).toBe(difference)
})

test('who never said where they are has no local time, nor who is in a place that nobody knows', () => {
  expect(localTime('UTC', NOON)).toBeNull()
  expect(localTime('Mars/Olympus', NOON)).toBeNull()
})

test('the list of places begins with none and holds the chosen one', () => {
  const list = timezones('Mars/Olympus')
  expect(list[0]).toBe('UTC')
  expect(list).toContain('Mars/Olympus')
  expect(list).toContain('Europe/Berlin')
})
