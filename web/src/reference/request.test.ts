import { expect, test } from 'vitest'
import { type MethodDoc, readMethods } from './openapi'
import { buildRequest, requestAsCurl } from './request'
import { SAMPLE } from './sample'

const byId = (id: string) => readMethods(SAMPLE).find((method) => method.id === id) as MethodDoc
const notify = byId('send_room_notification')

test('what was typed becomes a request of the right types; empty fields are left out', () => {
  const built = buildRequest(notify, {
    'path.room': 'Ops & night',
    'body.message': 'Build <b>2218</b> passed',
    'body.notify': 'true',
    'body.card': '{"style": "link"}',
    'body.color': '',
  })
  expect(built).toEqual({
    request: {
      verb: 'POST',
      path: '/v2/room/Ops%20%26%20night/notification',
      body: { message: 'Build <b>2218</b> passed', notify: true, card: { style: 'link' } },
    },
  })
})

test('what is missing or wrong is said at its field', () => {
  expect(buildRequest(notify, { 'body.card': '{style: 1}' })).toMatchObject({
    errors: {
      'path.room': 'Enter the room.',
      'body.message': 'message is required.',
      'body.card': expect.stringContaining('Enter JSON'),
    },
  })
})

test('a query is encoded', () => {
  expect(buildRequest(byId('get_all_rooms'), { 'query.max-results': ' 5 ' })).toEqual({
    request: { verb: 'GET', path: '/v2/room?max-results=5', body: null },
  })
})

test('the command for a terminal survives apostrophes and names the token only when one is there', () => {
  const request = { verb: 'POST', path: '/v2/room/1/notification', body: { message: "it's done" } }
  expect(requestAsCurl('http://x', request, 'abc', true)).toBe(
    `curl -X POST 'http://x/v2/room/1/notification' \\
  -H "Authorization: Bearer abc" \\
  -H "Content-Type: application/json" \\
  -d '{"message":"it'\\''s done"}'`,
  )
  expect(requestAsCurl('http://x', { ...request, body: null }, '', true)).toContain('Bearer $TOKEN')
  expect(requestAsCurl('http://x', { ...request, body: null }, '', false)).not.toContain('Authorization')
})
