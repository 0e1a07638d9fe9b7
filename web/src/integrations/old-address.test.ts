import { expect, test } from 'vitest'
import type { Addon } from './calls'
import { pageOf } from './old-address'

function addon(
  oauth_id: string,
  room: number | null,
  configure_url: string | null = 'https://x.example',
): Addon {
  return { oauth_id, key: 'com.example.board', room: room && { id: room, name: 'R' }, configure_url } as Addon
}

const ADDONS = [addon('everywhere', null), addon('here', 5), addon('bare', 6, null)]

test.each([
  ['com.example.board', '?room=5', '/rooms/addons/5/configure/here'],
  ['com.example.board', '?room=7', '/rooms/addons/7/configure/everywhere'],
  ['com.example.board', '', '/addons/everywhere/configure'],
  ['com.example.board', '?room=6', '/rooms/addons/6'],
  ['com.example.board', '?room=5&update=true', '/rooms/addons/5'],
  ['com.example.other', '?room=5', '/rooms/addons/5'],
  ['com.example.other', '?room=//evil.example', '/addons'],
])('%s%s leads to %s', (key, search, page) => {
  expect(pageOf(ADDONS, key, search)).toBe(page)
})
