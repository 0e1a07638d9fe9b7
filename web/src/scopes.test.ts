import { expect, test } from 'vitest'
import { cannot, SCOPES, scopeInWords } from './scopes'

test('what people worry about is said when it is not allowed', () => {
  expect(cannot([])).toBe('It cannot read messages, write as you or change people.')
  expect(cannot(['view_messages'])).toBe('It cannot write as you or change people.')
  expect(cannot(['view_messages', 'send_message'])).toBe('It cannot change people.')
  expect(cannot(['view_messages', 'send_message', 'admin_group'])).toBe('')
})

test('a scope that this client does not know comes in the words of the server', () => {
  expect(
    scopeInWords({ id: 'import_data', name: 'Import data', description: 'Import old messages' }),
  ).toMatchObject({
    can: 'Import data',
    hint: 'Import old messages',
  })
})

test('the eight scopes of a personal token are there', () => {
  expect(SCOPES.map((scope) => scope.id).sort()).toEqual([
    'admin_group',
    'admin_room',
    'manage_rooms',
    'send_message',
    'send_notification',
    'view_group',
    'view_messages',
    'view_room',
  ])
})
