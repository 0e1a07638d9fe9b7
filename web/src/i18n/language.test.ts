import { afterEach, expect, test, vi } from 'vitest'
import { formatDate, formatList, formatNumber } from './format'
import { chooseLanguage, chooseOnDevice, chosenLanguage, startLanguage } from './language'

afterEach(async () => {
  vi.unstubAllGlobals()
  localStorage.clear()
  await startLanguage()
})

test('the system’s first language that there is, with its region, unless one was chosen', () => {
  expect(chooseLanguage('', ['fr-FR', 'de-AT', 'en-US'])).toEqual({ code: 'de', locale: 'de-AT' })
  expect(chooseLanguage('en', ['de-AT', 'en-US'])).toEqual({ code: 'en', locale: 'en-US' })
  expect(chooseLanguage('de', ['en-US'])).toEqual({ code: 'de', locale: 'de' })
  expect(chooseLanguage('', ['fr'])).toEqual({ code: 'en', locale: 'en-GB' })
  expect(chooseLanguage('toString', ['constructor'])).toEqual({ code: 'en', locale: 'en-GB' })
})

test('a locale that Intl does not know is passed over', () => {
  expect(chooseLanguage('', ['en-US@posix', 'en-US'])).toEqual({ code: 'en', locale: 'en-US' })
})

test('no browser gets a pseudo language by itself', () => {
  expect(chooseLanguage('', ['ar-XB', 'en-XA']).code).toBe('en')
})

test('a choice holds on this device, and the page says its language and direction', async () => {
  await chooseOnDevice('de')
  expect(chosenLanguage()).toBe('de')
  expect(document.documentElement).toHaveProperty('lang', 'de')
  expect(formatNumber(1234.5)).toBe('1.234,5')
  expect(formatList(['a', 'b', 'c'])).toBe('a, b und c')
  expect(formatDate(new Date(2026, 7, 14), { day: 'numeric', month: 'long' })).toBe('14. August')
  await chooseOnDevice('ar-XB')
  expect(document.documentElement.dir).toBe('rtl')
  await chooseOnDevice('')
  expect(chosenLanguage()).toBe('')
  expect(document.documentElement.dir).toBe('ltr')
})

test('of two choices made at once the later one holds', async () => {
  const first = chooseOnDevice('de')
  await chooseOnDevice('en')
  await first
  expect(document.documentElement.lang).toBe('en')
})
