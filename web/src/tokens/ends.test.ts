import { beforeEach, expect, test } from 'vitest'
import { showCatalogue } from '../i18n/catalogue'
import { endsChoices, endsFromChoice, endsInWords } from './ends'

beforeEach(() => showCatalogue(null, 'en-GB'))

const NOW = new Date(2026, 4, 14, 10, 20)

test.each([
  [null, 'never', 'never'],
  [new Date(2026, 4, 1).toISOString(), 'ended 1 May', 'over'],
  [new Date(2026, 4, 20).toISOString(), 'in 6 days', 'soon'],
  [new Date(2026, 7, 12).toISOString(), 'in 3 months', 'later'],
])('a token that ends at %s says «%s»', (expires, text, state) => {
  expect(endsInWords(expires, NOW)).toEqual({ text, state })
})

test('each choice names its day and comes back as its number of days', () => {
  const choices = endsChoices(NOW)
  expect(choices.map((choice) => choice.text)).toEqual([
    'In 30 days, on 13 June 2026',
    'In 3 months, on 12 August 2026',
    'In a year, on 14 May 2027',
    'Never',
  ])
  expect(choices.map((choice) => endsFromChoice(choice.value))).toEqual([30, 90, 365, null])
})
