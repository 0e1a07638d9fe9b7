import { expect, test } from 'vitest'
import { returnPath, signInPath } from './return-path'

const ORIGIN = 'https://chat.quayside.example'

test.each([
  ['?d=/room/5', '/room/5'],
  ['?d=%2Fusers%2Fauthorize%3Fclient_id%3Da%26state%3Db', '/users/authorize?client_id=a&state=b'],
  ['?d=/room/5%23m', '/room/5#m'],
  ['', '/'],
  ['?d=', '/'],
  ['?d=/sign_in', '/'],
])('«%s» leads to «%s»', (search, path) => {
  expect(returnPath(search, ORIGIN)).toBe(path)
})

test.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  'evil.example',
])('«%s» never leaves this server', (wanted) => {
  expect(returnPath(`?d=${encodeURIComponent(wanted)}`, ORIGIN)).toBe('/')
})

test('the way back survives the round trip', () => {
  const path = '/users/authorize?client_id=a&scope=view_room%20send_message#x'
  const search = signInPath(path).slice('/sign_in'.length)
  expect(returnPath(search, ORIGIN)).toBe(path)
  expect(signInPath('/')).toBe('/sign_in')
})
