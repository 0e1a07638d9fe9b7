import { expect, test } from 'vitest'
import { formOf, isBig, parseText } from './text'

const NAMES = new Set(['ines', 'tomas.r', 'all', 'здрасте'])
const parse = (text: string) =>
  parseText(text, {
    isPerson: (name) => NAMES.has(name.toLowerCase()),
    room: (rest) => (rest.startsWith('Berth sensors') ? { id: 7, name: 'Berth sensors' } : undefined),
  })
const show = (text: string) =>
  parse(text).map((piece) => (piece.kind === 'text' ? piece.text : `${piece.kind}:${piece.text}`))

test('addresses are links, without the punctuation that ends the sentence', () => {
  expect(show('See https://a.example/x?y=1, (http://b.example/z) or www.c.example.')).toEqual([
    'See ',
    'link:https://a.example/x?y=1',
    ', (',
    'link:http://b.example/z',
    ') or ',
    'link:www.c.example',
    '.',
  ])
  expect(show('https://en.example/wiki/Wag_(dog)')).toEqual(['link:https://en.example/wiki/Wag_(dog)'])
})

test('only web and mail addresses become links', () => {
  expect(show('javascript:alert(1) file:///etc/passwd')).toEqual(['javascript:alert(1) file:///etc/passwd'])
  expect(parse('mail ines@quayside.example now')[1]).toEqual({
    kind: 'link',
    text: 'ines@quayside.example',
    url: 'mailto:ines@quayside.example',
  })
})

test('known names are mentions, in any case, with dots, in any script', () => {
  expect(show('@Ines, @tomas.r. and (@ALL) @здрасте')).toEqual([
    'mention:@Ines',
    ', ',
    'mention:@tomas.r',
    '. and (',
    'mention:@ALL',
    ') ',
    'mention:@здрасте',
  ])
})

test('unknown names and parts of addresses are not', () => {
  expect(show('@nobody me@ines')).toEqual(['@nobody me@ines'])
})

test('code in backticks is code, with nothing found inside', () => {
  expect(show('run `make @ines (smile)` now')).toEqual(['run ', 'code:make @ines (smile)', ' now'])
})

test('HipChat decides by the first word what the whole message is', () => {
  expect(formOf('/me waves')).toEqual({ form: 'me', text: 'waves' })
  expect(formOf('/code  def f():\n  pass')).toEqual({ form: 'code', text: 'def f():\n  pass' })
  expect(formOf('/quote said').form).toBe('quote')
  expect(formOf('/metre high').form).toBe('text')
})

test('one to three emoji or emoticons alone are big', () => {
  for (const text of ['(smile)', '🚢', '👩‍🚀👍🏽 🎉', ':)']) expect(isBig(parse(text)), text).toBe(true)
  for (const text of ['(smile) ok', '🚢🚢🚢🚢', '12', '@ines', ''])
    expect(isBig(parse(text)), text).toBe(false)
})

test('a long hostile text is parsed in no time', () => {
  const started = performance.now()
  parse(`${'@'.repeat(5_000)}${'a.'.repeat(2_000)}${'`'.repeat(1_000)}`)
  parse(`${'a'.repeat(10_000)}@`)
  expect(performance.now() - started).toBeLessThan(500)
})

test('rooms and colours stand behind a hash', () => {
  expect(parse('ask in #Berth sensors, please')).toEqual([
    { kind: 'text', text: 'ask in ' },
    { kind: 'room', text: '#Berth sensors', id: 7 },
    { kind: 'text', text: ', please' },
  ])
  expect(parse('make it #1a2b3c or #fff')).toEqual([
    { kind: 'text', text: 'make it ' },
    { kind: 'color', text: '#1a2b3c' },
    { kind: 'text', text: ' or ' },
    { kind: 'color', text: '#fff' },
  ])
  expect(parse('#861 is done, see a#fff')).toEqual([{ kind: 'text', text: '#861 is done, see a#fff' }])
})
