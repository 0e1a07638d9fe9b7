import { expect, test } from 'vitest'
import { pauses } from './snooze'

const ids = (now: Date) => pauses(now).map(({ id }) => id)

test('a pause ends in a while, tomorrow morning, or on Monday', () => {
  const wednesday = new Date(2026, 2, 4, 15, 30)
  const until = Object.fromEntries(pauses(wednesday).map((one) => [one.id, one.until]))
  expect(until['30']).toEqual(new Date(2026, 2, 4, 16, 0))
  expect(until.tomorrow).toEqual(new Date(2026, 2, 5, 9))
  expect(until.monday).toEqual(new Date(2026, 2, 9, 9))
})

test('on Sunday tomorrow is Monday, said once; on Monday it is the next', () => {
  expect(ids(new Date(2026, 2, 8, 12))).not.toContain('monday')
  const onMonday = pauses(new Date(2026, 2, 9, 12)).find(({ id }) => id === 'monday')
  expect(onMonday?.until).toEqual(new Date(2026, 2, 16, 9))
})
