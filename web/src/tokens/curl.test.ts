import { expect, test } from 'vitest'
import { curlText } from './curl'

const ORIGIN = 'https://chat.quayside.example'
const room = { id: 5, name: 'Deploys' }

test('a token that may notify gets a green notification to paste', () => {
  expect(curlText({ origin: ORIGIN, token: 'abc', scopes: ['view_room', 'send_notification'], room })).toBe(
    `curl https://chat.quayside.example/v2/room/Deploys/notification \\
  -H "Authorization: Bearer abc" \\
  -H "Content-Type: application/json" \\
  -d '{"color": "green", "message": "It works"}'`,
  )
})

test('room names are safe in a shell', () => {
  const named = { id: 5, name: "Ops (night) & Bob's" }
  expect(curlText({ origin: ORIGIN, token: 'abc', scopes: ['send_notification'], room: named })).toContain(
    '/v2/room/Ops%20%28night%29%20%26%20Bob%27s/notification ',
  )
})

test.each([
  [['send_message'], '/v2/room/Deploys/message'],
  [['view_messages'], '/v2/room/Deploys/history/latest'],
  [['view_room'], '/v2/room/Deploys \\'],
  [['view_group'], '/v2/user'],
  [['manage_rooms'], "'https://chat.quayside.example/v2/room?auth_test=true'"],
])('scopes %s try a call that they allow', (scopes, part) => {
  expect(curlText({ origin: ORIGIN, token: 'abc', scopes, room })).toContain(part)
})

test('without any room there is still something to try', () => {
  expect(curlText({ origin: ORIGIN, token: 'abc', scopes: ['send_notification'], room: null })).toContain(
    'auth_test=true',
  )
})
