import { expect, test } from 'vitest'
import { piecesOf } from './spans'

const marked = (text: string, spans: [number, number][], longest?: number) =>
  piecesOf(text, spans, longest)
    .map(({ text: part, isMarked }) => (isMarked ? `[${part}]` : part))
    .join('')

test('what was found is marked', () => {
  expect(
    marked('disk full on web-01', [
      [0, 4],
      [13, 19],
    ]),
  ).toBe('[disk] full on [web-01]')
  expect(marked('nothing', [])).toBe('nothing')
})

test('spans count characters as people do, also beyond the first plane', () => {
  expect(marked('🦅🦅 falcon', [[3, 9]])).toBe('🦅🦅 [falcon]')
})

test('a long text begins shortly before the first mark', () => {
  const text = `${'tide '.repeat(100)}falcon ${'ebb '.repeat(100)}`
  const shown = marked(text, [[500, 506]], 120)
  expect(shown).toMatch(/^… (tide )+\[falcon\] (ebb )+.* …$/)
  expect(shown.length).toBeLessThan(140)
  expect(marked('tide '.repeat(100), [], 20)).toBe('tide tide tide tide  …')
})
