import { expect, test } from 'vitest'
import { commandFor, nextChat } from './keys'
import { keyAt, pathOf } from './paths'

const press = (
  key: string,
  mods: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...mods,
})
const LIST = [
  { key: 'room/1', isUnread: false },
  { key: 'room/2', isUnread: true },
  { key: 'user/3', isUnread: true },
] as const

test('letters are for the page only where nobody types', () => {
  expect(commandFor(press('j'), false)).toEqual({ do: 'timeline' })
  expect(commandFor(press('j'), true)).toBeNull()
  expect(commandFor(press('k', { ctrlKey: true }), true)).toEqual({ do: 'switcher' })
  expect(commandFor(press('K', { metaKey: true }), true)).toEqual({ do: 'switcher' })
})

test('the list of keys is asked for with a question mark, or anywhere with Ctrl and a slash', () => {
  expect(commandFor(press('?', { shiftKey: true }), false)).toEqual({ do: 'shortcuts' })
  expect(commandFor(press('?', { shiftKey: true }), true)).toBeNull()
  expect(commandFor(press('/', { ctrlKey: true }), true)).toEqual({ do: 'shortcuts' })
})

test('Alt and the arrows go through the list, round its end', () => {
  expect(commandFor(press('ArrowDown', { altKey: true }), true)).toEqual({
    do: 'step',
    by: 1,
    unreadOnly: false,
  })
  expect(nextChat(LIST, 'room/1', 1, false)).toBe('room/2')
  expect(nextChat(LIST, 'room/1', -1, false)).toBe('user/3')
  expect(nextChat(LIST, 'user/3', 1, true)).toBe('room/2')
  expect(nextChat(LIST, null, 1, false)).toBe('room/1')
  expect(nextChat([], null, 1, false)).toBeNull()
})

test('addresses and chats belong together', () => {
  for (const key of ['room/5', 'user/7'] as const) expect(keyAt(pathOf(key))).toBe(key)
  for (const path of ['/', '/room/x', '/room/5/x', '/chat/']) expect(keyAt(path), path).toBeNull()
})
