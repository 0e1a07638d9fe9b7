import { expect, test } from 'vitest'
import { type MethodDoc, readMethods } from './openapi'
import { buildRequest, exampleValues } from './request'
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
      bodyType: 'json',
      uploads: [],
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
  expect(buildRequest(byId('get_all_rooms'), { 'query.max-results': ' 5 ' })).toMatchObject({
    request: { verb: 'GET', path: '/v2/room?max-results=5', body: null },
  })
})

test('a body written as one text is taken as it is, or refused at its field', () => {
  const written = { 'path.room': '1', body: '{"message": "hello", "new": [1]}' }
  expect(buildRequest(notify, written)).toMatchObject({ request: { body: { message: 'hello', new: [1] } } })
  for (const wrong of ['{message: 1}', '[1]', '"text"']) {
    const built = buildRequest(notify, { 'path.room': '1', body: wrong })
    expect(built).toMatchObject({ errors: { body: expect.stringContaining('no JSON object') } })
  }
})

test('the example fills the form; what it left out stays empty', () => {
  expect(exampleValues(notify)).toEqual({
    'path.room': '1',
    'body.message': 'Build 7 passed',
    'body.color': 'green',
  })
})
