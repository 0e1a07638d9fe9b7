import { render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { type Entry, showCatalogue } from './catalogue'
import { accents, mirrored } from './pseudo'
import { plural, rich, t, tAs } from './say'

function show(texts: Record<string, Entry>, locale = 'de') {
  showCatalogue((key) => texts[key], locale)
}
afterEach(() => showCatalogue(null, 'en'))

test('English is what stands in the source', () => {
  expect(t('Create room')).toBe('Create room')
  expect(t('{name} has {n} rooms', { name: 'Maya', n: 1234 })).toBe('Maya has 1,234 rooms')
  expect(plural(1, { one: '{n} file', other: '{n} files' })).toBe('1 file')
  expect(plural(0, { one: '{n} file', other: '{n} files' })).toBe('0 files')
})

test('another language takes the words from its catalogue and English for what it lacks', () => {
  show({
    'Create room': 'Raum anlegen',
    '{n} files in {room}': { one: 'Eine Datei in {room}', other: 'In {room}: {n} Dateien' },
    'verb|Open': 'Öffnen',
    'Delete room': '',
  })
  expect(t('Create room')).toBe('Raum anlegen')
  expect(t('Delete room')).toBe('Delete room')
  expect(tAs('verb', 'Open')).toBe('Öffnen')
  expect(tAs('state', 'Open')).toBe('Open')
  const forms = { one: '{n} file in {room}', other: '{n} files in {room}' } as const
  expect(plural(1, forms, { room: 'Ops' })).toBe('Eine Datei in Ops')
  expect(plural(4096, forms, { room: 'Ops' })).toBe('In Ops: 4.096 Dateien')
})

test('a language with more forms than English picks its own', () => {
  show({ '{n} files': { one: '{n} plik', few: '{n} pliki', many: '{n} plików', other: '{n} pliku' } }, 'pl')
  const say = (n: number) => plural(n, { one: '{n} file', other: '{n} files' })
  expect([1, 2, 5].map(say)).toEqual(['1 plik', '2 pliki', '5 plików'])
})

test('marked-up parts may change their order, and what people wrote is never read as markup', () => {
  show({ '{who} invited you to <b>{room}</b>.': 'In <b>{room}</b> bist du, weil {who} dich eingeladen hat.' })
  render(
    <p>
      {rich('{who} invited you to <b>{room}</b>.', {
        who: '<b>{room}</b>',
        room: 'Ops',
        b: (text) => <strong>{text}</strong>,
      })}
    </p>,
  )
  expect(screen.getByText('Ops').tagName).toBe('STRONG')
  expect(screen.getByRole('paragraph').textContent).toBe(
    'In Ops bist du, weil <b>{room}</b> dich eingeladen hat.',
  )
})

test('a value is put in once: braces in it stay what they are', () => {
  expect(t('{a} and {b}', { a: '{b}', b: 'x' })).toBe('{b} and x')
})

test('the pseudo languages change every word and no name', () => {
  showCatalogue(accents, 'en')
  expect(t('Hello {name}', { name: 'Maya' })).toBe('[Ĥéļļö Maya · ·]')
  showCatalogue(mirrored, 'ar')
  expect(t('Hello {name}', { name: 'Maya' })).toBe('\u202eHello\u202c Maya')
})
