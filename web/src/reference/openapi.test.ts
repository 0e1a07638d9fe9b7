import { expect, test } from 'vitest'
import { families, findMethods, type MethodDoc, readMethods } from './openapi'
import { SAMPLE } from './sample'

const methods = readMethods(SAMPLE)
const byId = (id: string) => methods.find((method) => method.id === id) as MethodDoc

test('the fields of a body come in words, the required ones first', () => {
  const fields = byId('send_room_notification').inBody
  expect(fields.map((field) => [field.name, field.type, field.kind, field.byDefault])).toEqual([
    ['message', 'text, 1 to 10,000', 'text', ''],
    ['color', 'gray, green', 'choice', 'gray'],
    ['notify', 'true, false', 'boolean', 'false'],
    ['card', 'anything', 'json', ''],
    ['from', 'text, up to 64', 'text', ''],
  ])
  expect(fields.filter((field) => field.isRequired).map((field) => field.name)).toEqual(['message'])
})

test('it says who may call, and what every method answers is left out', () => {
  expect(byId('send_room_notification')).toMatchObject({
    verb: 'POST',
    needs: 'token',
    scopes: ['send_notification'],
    callers: ['rooms'],
    source: { mark: 'recorded', open: ['callers'] },
    deviations: ['We say 409 for archived rooms.'],
    flood: 'room',
  })
  expect(byId('get_health').needs).toBe('nobody')
  expect(byId('v1_rooms_topic')).toMatchObject({ needs: 'v1', bodyType: 'form', door: 'v1' })
  expect(byId('share_file_with_room').uploads).toEqual(['multipart/related', 'multipart/form-data'])
  expect(byId('get_all_rooms').answers).toEqual([
    { status: 200, words: '' },
    { status: 404, words: 'There is no such thing.' },
  ])
})

test('a list describes its items', () => {
  expect(byId('get_all_rooms')).toMatchObject({ isList: true, reply: [{ name: 'id', type: 'number' }] })
})

test('HipChat’s families come first and in its order, then our own, then API v1', () => {
  const order = SAMPLE.tags?.map((tag) => tag.name)
  const names = families(methods, order).map((family) => family.name)
  expect(names).toEqual(['Rooms', 'Messages', 'Health', 'API v1'])
})

test('search takes words in any order, of title, path, verb or id', () => {
  const found = (search: string) => findMethods(methods, search).map((method) => method.id)
  expect(found('notification ROOM')).toEqual(['send_room_notification'])
  expect(found('get')).toEqual(['get_health', 'get_all_rooms'])
  expect(found('send_message')).toEqual(['share_file_with_room'])
  expect(found('  ')).toHaveLength(5)
  expect(found('nothing')).toEqual([])
})
