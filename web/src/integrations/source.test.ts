import { expect, test } from 'vitest'
import { follow, webAddress } from './redirect'
import { installPath, readDescriptor, readInstallQuery, readSource, sourceName } from './source'

test('an address and a descriptor are told apart', () => {
  expect(readSource(' https://addon.example/connect.json ')).toEqual({
    url: 'https://addon.example/connect.json',
  })
  expect(readSource('{"key": "x"}')).toEqual({ descriptor: { key: 'x' } })
})

test.each(['', 'addon.example', 'javascript:alert(1)', 'file:///etc/passwd'])('%j is neither', (text) => {
  expect(typeof readSource(text)).toBe('string')
})

test.each(['[]', '"x"', '{"key": '])('%s is no descriptor', (text) => {
  expect(typeof readDescriptor(text)).toBe('string')
})

test('the address of the review page names the descriptor and the room, and nothing else counts', () => {
  const path = installPath('https://addon.example/c.json?v=1&x=2', 5)
  expect(readInstallQuery(path.slice(path.indexOf('?')))).toEqual({
    source: { url: 'https://addon.example/c.json?v=1&x=2' },
    room: 5,
  })
  expect(readInstallQuery('?redirect=https://evil.example&room=5x')).toEqual({ source: null, room: null })
  expect(typeof readInstallQuery('?url=javascript:alert(1)').source).toBe('string')
  // A descriptor in a link would be one that somebody else wrote and nobody can look up.
  expect(typeof readInstallQuery('?url={"key":"x"}').source).toBe('string')
})

test('a descriptor that its makers put into their button is left to the server', () => {
  const url = 'data:application/json;base64,eyJrZXkiOiAieCJ9+/=='
  const { source } = readInstallQuery(`?url=${url}`)
  expect(source).toEqual({ url: url.replace('+', ' ') })
  expect(sourceName({ url })).toBe('The descriptor in the link')
  expect(typeof readInstallQuery('?url=data:text/html,<b>x').source).toBe('string')
})

test('only web addresses are followed', () => {
  const gone: string[] = []
  const go = (to: string) => void gone.push(to)
  for (const bad of [null, '', '/relative', 'javascript:alert(1)', 'data:text/html,x', '//evil.example']) {
    expect(follow(bad, go)).toBe(false)
  }
  expect(follow('https://addon.example/installed?x=1', go)).toBe(true)
  expect(gone).toEqual(['https://addon.example/installed?x=1'])
  expect(webAddress('HTTPS://addon.example')).toBe('https://addon.example/')
})
