import { expect, test } from 'vitest'
import { ApiError, errorFrom, sentence } from './errors'

test("the server's own sentence is kept", () => {
  const error = errorFrom(
    404,
    { error: { code: 404, type: 'Not Found', message: 'Room Deploys not found' } },
    null,
  )
  expect(error).toMatchObject({
    message: 'Room Deploys not found',
    status: 404,
    field: null,
    retryAfter: null,
  })
})

test('a validation error names its field, in both forms', () => {
  const plain = errorFrom(400, { error: { message: 'Too short', field: 'password' } }, null)
  expect(plain).toMatchObject({ message: 'Too short', field: 'password' })
  const nested = errorFrom(
    400,
    { error: { message: { field: 'color', validation: 'Value "pink" is not one of the allowed values' } } },
    null,
  )
  expect(nested.field).toBe('color')
  expect(nested.message).toBe('color: Value "pink" is not one of the allowed values')
})

test.each([undefined, null, 'oops', {}, { error: null }, { error: 'text' }, { error: { message: 5 } }])(
  'a body of %j still becomes a sentence',
  (body) => {
    expect(errorFrom(503, body, null).message).toBe('The server is busy. Try again in a moment.')
  },
)

test.each([
  ['30', 30],
  ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  [null, null],
])('Retry-After %s means %s seconds', (header, seconds) => {
  expect(errorFrom(429, undefined, header).retryAfter).toBe(seconds)
})

test.each([
  [0, true],
  [429, true],
  [503, true],
  [400, false],
  [401, false],
  [404, false],
])('status %i is temporary: %s', (status, temporary) => {
  expect(new ApiError('x', status).isTemporary).toBe(temporary)
})

test('what is not an answer of the server gets a sentence too', () => {
  expect(sentence(new TypeError('x is undefined'))).toMatch(/went wrong in this page/)
})
