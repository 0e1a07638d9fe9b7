import { expect, test } from 'vitest'
import { lobbyAt } from './places'

test.each([
  ['/rooms', { page: 'rooms' }],
  ['/people/', { page: 'people' }],
  ['/people/7', { page: 'person', id: 7 }],
  ['/welcome', { page: 'welcome' }],
])('%s is a page of the lobby', (path, page) => {
  expect(lobbyAt(path)).toEqual(page)
})

test.each(['/', '/room/5', '/rooms/7', '/rooms/settings/7', '/people/x', '/peoples'])(
  '%s is none',
  (path) => {
    expect(lobbyAt(path)).toBeNull()
  },
)
