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
    callers: ['room'],
    flood: 'room',
  })
  expect(byId('get_health').needs).toBe('nobody')
  expect(byId('get_all_rooms').answers.map((answer) => answer.status)).toEqual([200, 404])
})

test('a list describes its items', () => {
  expect(byId('get_all_rooms')).toMatchObject({ isList: true, reply: [{ name: 'id', type: 'number' }] })
})

test('HipChat’s families come first, our own methods last', () => {
  expect(families(methods).map((family) => family.name)).toEqual(['Messages', 'Rooms', 'Only in Chinwag'])
})

test('search takes words in any order, of title, path, verb or id', () => {
  const found = (search: string) => findMethods(methods, search).map((method) => method.id)
  expect(found('notification ROOM')).toEqual(['send_room_notification'])
  expect(found('get')).toEqual(['get_health', 'get_all_rooms'])
  expect(found('  ')).toHaveLength(3)
  expect(found('nothing')).toEqual([])
})
