import { expect, test } from 'vitest'
import { aMessage, ME } from '../chat/test-world'
import { lastOwn, substituted, substitutionIn } from './substitution'

const mend = (text: string, wanted: string) => {
  const found = substitutionIn(wanted)
  return found && substituted(text, found)
}

test.each([
  ['see you on the kwai', 's/kwai/quay/', 'see you on the quay'],
  ['see you on the kwai', 's/kwai/quay', 'see you on the quay'],
  ['a b a', 's/a/c/', 'c b a'],
  ['a b a', 's/a/c/g', 'c b c'],
  ['either or', 's/either or/either\\/or/', 'either/or'],
  ['cost: 5', 's/5/$&/', 'cost: $&'],
  ['1+1', 's/1+1/2/', '2'],
  ['nine ten', 's/nine //', 'ten'],
])('%s, %s: %s', (text, wanted, mended) => {
  expect(mend(text, wanted)).toBe(mended)
})

test.each(['he/she said', 's//x/', 's/a', 'so s/a/b/', 's/a/b/c', 's/a\nb/c/'])('%s is a message', (text) => {
  expect(substitutionIn(text)).toBeNull()
})

test('what is not there, or would leave nothing, changes nothing', () => {
  expect(mend('hello', 's/bye/hi/')).toBeNull()
  expect(mend('hello', 's/hello//')).toBeNull()
  expect(mend('hello', 's/hello/hello/')).toBeNull()
})

test('a long hostile text is read in no time', () => {
  const started = performance.now()
  substitutionIn(`s/${'\\a'.repeat(50_000)}`)
  substitutionIn(`s/${'a/'.repeat(50_000)}`)
  expect(performance.now() - started).toBeLessThan(200)
})

test('the last own message is neither deleted, nor of somebody else, nor a notification', () => {
  const messages = [
    aMessage(1, { from: ME, body: 'mine' }),
    aMessage(2, { from: ME, deleted: true, body: null }),
    aMessage(3, { from: ME, type: 'notification' }),
    aMessage(4),
  ]
  expect(lastOwn(messages, ME.id)?.body).toBe('mine')
})
