import { describe, expect, it } from 'vitest'
import { FRAME, indexAt, labelled, linePlaces, niceTop, ticksOf, xOf, yOf } from './plot-scale'

describe('the axis', () => {
  it('ends at a round number that nothing exceeds', () => {
    for (const value of [0, 1, 3, 7, 9, 11, 99, 101, 641, 8_001, 123_456]) {
      const top = niceTop(value)
      expect(top).toBeGreaterThanOrEqual(value)
      expect(top).toBeLessThanOrEqual(Math.max(1, value * 2.5))
    }
  })
  it('has whole numbers at its hairlines, four steps at most', () => {
    for (const value of [0, 1, 2, 3, 7, 15, 50, 641]) {
      const ticks = ticksOf(niceTop(value))
      expect(ticks[0]).toBe(0)
      expect(ticks.at(-1)).toBe(niceTop(value))
      expect(ticks.length).toBeLessThanOrEqual(5)
      expect(ticks.every(Number.isInteger)).toBe(true)
    }
  })
})

describe('places', () => {
  it('stand inside of the frame, the highest on top', () => {
    expect(yOf(10, 10)).toBe(FRAME.top)
    expect(yOf(0, 10)).toBe(FRAME.height - FRAME.bottom)
    const places = linePlaces([0, 5, 10], 10)
    expect(places[0]?.x).toBe(FRAME.left)
    expect(places.at(-1)?.x).toBe(FRAME.width - FRAME.right)
    expect(linePlaces([3], 4)).toHaveLength(1)
  })
  it('are found again under the pointer', () => {
    for (const count of [1, 7, 24, 365]) {
      for (const index of [0, Math.floor(count / 2), count - 1]) {
        expect(indexAt(xOf(index, count) / FRAME.width, count, false)).toBe(index)
      }
    }
    expect(indexAt(-1, 7, true)).toBe(0)
    expect(indexAt(2, 7, true)).toBe(6)
  })
})

it('labels the last slot, and not more than fit', () => {
  const chosen = labelled(365, 6)
  expect(chosen.has(364)).toBe(true)
  expect(chosen.size).toBeLessThanOrEqual(6)
  expect(labelled(3, 6).size).toBe(3)
})
