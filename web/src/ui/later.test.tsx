import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { laterPart, laterPlace } from './later'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

const settle = () => act(() => vi.advanceTimersByTimeAsync(0))

/** A file that cannot be had until `back`. */
function away() {
  const load = vi.fn(async () => {
    if (isAway) throw new Error('away')
    return { default: ({ text }: { text: string }) => <b>{text}</b> }
  })
  let isAway = true
  return { load, back: () => (isAway = false) }
}

test('a part that cannot be fetched leaves what stands in its place, and comes with the connection', async () => {
  const { load, back } = away()
  const Part = laterPart(load)
  render(<Part text="in colours" instead={<i>plain</i>} />)
  await settle()
  expect(screen.getByText('plain')).toBeTruthy()
  back()
  act(() => void window.dispatchEvent(new Event('online')))
  await settle()
  expect(screen.getByText('in colours')).toBeTruthy()
  expect(screen.queryByText('plain')).toBeNull()
})

test('a part that was asked for says in its place that it waits, and is asked for again by itself', async () => {
  const { load, back } = away()
  const Part = laterPlace(load)
  render(<Part text="found" />)
  await settle()
  expect(screen.getByRole('status').textContent).toContain('when the connection is back')
  back()
  await act(() => vi.advanceTimersByTimeAsync(15_000))
  expect(screen.getByText('found')).toBeTruthy()
  expect(load).toHaveBeenCalledTimes(2)
})
