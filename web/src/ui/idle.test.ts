import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchAhead } from './idle'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

test('what cannot be fetched ahead is left at the first failure and fetched later', async () => {
  let isAway = true
  const asked: string[] = []
  const load = (name: string) => async () => {
    asked.push(name)
    if (isAway && name !== 'first') throw new Error('away')
  }
  fetchAhead([load('first'), load('second'), load('third')], 30_000)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(asked).toEqual(['first', 'second'])
  isAway = false
  await vi.advanceTimersByTimeAsync(30_000)
  expect(asked).toEqual(['first', 'second', 'second', 'third'])
})

test('nothing is fetched ahead once it was stopped', async () => {
  const load = vi.fn(async () => {
    throw new Error('away')
  })
  const stop = fetchAhead([load], 30_000)
  await vi.advanceTimersByTimeAsync(10_000)
  stop()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(load).toHaveBeenCalledTimes(1)
})
