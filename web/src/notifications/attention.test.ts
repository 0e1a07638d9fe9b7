import { expect, test } from 'vitest'
import EXAMPLES from '../../../tests/notifications/attention_cases.json'
import { type Person, reasonFor, type Said } from './attention'

interface Case {
  name: string
  said: Record<string, unknown>
  person?: Record<string, unknown>
  now?: string
  reason: string | null
}

const CASES = EXAMPLES as Case[]

const SAID: Said = {
  text: '',
  type: 'message',
  isPrivate: false,
  isOwn: false,
  notify: false,
  namesMe: false,
  everyone: null,
}
const PERSON: Person = {
  level: 'mentions',
  chatLevel: null,
  keywords: [],
  quietHours: null,
  snoozedUntil: null,
  timezone: 'UTC',
  isDnd: false,
  isHere: false,
  isWatching: false,
}

/** The examples are written with the server's names. */
function camel<T>(facts: Record<string, unknown> = {}): Partial<T> {
  const named = Object.entries(facts).map(([name, value]) => [
    name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ])
  return Object.fromEntries(named) as Partial<T>
}

test.each(CASES)('$name', ({ said, person, now = '2026-03-02T12:00:00Z', reason }) => {
  const facts = { ...SAID, ...camel<Said>(said) }
  expect(reasonFor(facts, { ...PERSON, ...camel<Person>(person) }, new Date(now))).toBe(reason)
})

test('long texts with many near hits are searched at once', () => {
  const keywords = Array.from({ length: 50 }, (_, n) => 'a'.repeat(n + 2))
  const started = performance.now()
  reasonFor({ ...SAID, text: 'a'.repeat(10_000) }, { ...PERSON, keywords }, new Date())
  expect(performance.now() - started).toBeLessThan(1_000)
})
