import { expect, it } from 'vitest'
import { byMonth, inLocalHours } from './figures'

it('moves hours of UTC to those of the reader', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  expect(inLocalHours(hours, 0)).toEqual(hours)
  expect(inLocalHours(hours, -120)[2]).toBe(0) // Berlin in summer: midnight of UTC is two there
  expect(inLocalHours(hours, 300)[0]).toBe(5) // New York: its midnight is five of UTC
  expect(inLocalHours(hours, -120).reduce((sum, one) => sum + one)).toBe(276)
})

it('sums days up to months, in order', () => {
  const days = [
    { date: '2026-01-30', messages: 1 },
    { date: '2026-01-31', messages: 2 },
    { date: '2026-02-01', messages: 4 },
  ]
  expect(byMonth(days, 'messages')).toEqual([
    { month: '2026-01', value: 3 },
    { month: '2026-02', value: 4 },
  ])
})
