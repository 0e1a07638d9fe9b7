import { expect, test } from 'vitest'
import { ApiError } from './errors'
import { retryDelay, shouldRetry } from './retry'

const offline = new ApiError('away', 0)
const still = () => 0

test('temporary trouble is tried three times more, a refusal never', () => {
  expect([0, 1, 2, 3].map((failures) => shouldRetry(failures, offline))).toEqual([true, true, true, false])
  expect(shouldRetry(0, new ApiError('no', 403))).toBe(false)
  expect(shouldRetry(0, new TypeError('bug'))).toBe(false)
})

test('waits double up to 30 seconds, with up to a quarter more', () => {
  expect([0, 1, 2, 10].map((failures) => retryDelay(failures, offline, still))).toEqual([
    500, 1000, 2000, 30_000,
  ])
  expect(retryDelay(0, offline, () => 1)).toBe(625)
})

test('the server may ask for a longer wait', () => {
  expect(retryDelay(0, new ApiError('slow', 429, null, 12), still)).toBe(12_000)
})
