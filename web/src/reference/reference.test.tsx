import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { fakeFetch } from '../fake-fetch'
import { openPage, roomEntry, SIGNED_IN, SIGNED_OUT } from '../render-page'
import { SAMPLE } from './sample'

const PEOPLE_TOO = structuredClone(SAMPLE)
Object.assign(PEOPLE_TOO.paths['/v2/room/{room}/notification']?.post ?? {}, { 'x-clients': ['user'] })

const START = {
  cursor: 1,
  me: SIGNED_IN.me,
  group: SIGNED_IN.group,
  rooms: [roomEntry(5, 'Ops')],
  people: [],
}

test('the reference is open to everybody, searched, and opened by method', async () => {
  fakeFetch({ 'GET /api/openapi.json': SAMPLE, 'GET /api/session': SIGNED_OUT })
  const { user } = openPage('/docs')
  await screen.findByRole('heading', { name: 'API reference', level: 1 })
  const nav = screen.getByRole('navigation', { name: 'API reference' })
  await user.type(within(nav).getByRole('searchbox'), 'notification')
  expect(within(nav).queryByText('Get all rooms')).toBeNull()
  await user.click(within(nav).getByRole('link', { name: /Send room notification/ }))
  await screen.findByRole('heading', { name: 'Send room notification', level: 1 })
  expect(window.location.pathname).toBe('/docs/send_room_notification')
})

test('a call with a pasted token shows the answer as it came', async () => {
  const calls = fakeFetch({
    'GET /api/openapi.json': SAMPLE,
    'GET /api/session': SIGNED_OUT,
    'POST /v2/room/Deploys/notification': {
      status: 403,
      message: 'This token lacks send_notification.',
      headers: { 'X-Ratelimit-Remaining': '99', 'X-Other': 'hidden' },
    },
  })
  const { user } = openPage('/docs/send_room_notification')
  const form = within(await screen.findByRole('complementary', { name: 'Try it' }))
  await user.type(form.getByLabelText('room'), 'Deploys')
  await user.clear(form.getByLabelText('message'))
  await user.type(form.getByLabelText('message'), 'hello')
  await user.click(form.getByRole('button', { name: 'Send' }))
  expect(form.getByText(/Paste a token/)).toBeTruthy()

  await user.type(form.getByLabelText('token'), 'abc')
  await user.click(form.getByRole('button', { name: 'Send' }))
  await form.findByText(/This token lacks send_notification/)
  expect(form.getByText(/x-ratelimit-remaining: 99/).textContent).not.toContain('hidden')
  const call = calls.find((one) => one.path.startsWith('/v2/'))
  expect(call?.headers.get('Authorization')).toBe('Bearer abc')
  expect(call?.body).toEqual({ message: 'hello', color: 'green' })
})

test('who is signed in calls as themselves, with the CSRF value', async () => {
  const calls = fakeFetch({
    'GET /api/openapi.json': SAMPLE,
    'GET /api/session': SIGNED_IN,
    'GET /api/start': START,
    'POST /v2/room/5/notification': null,
  })
  const { user } = openPage('/docs/send_room_notification')
  await screen.findByRole('radiogroup', { name: 'Call as' })
  const form = within(screen.getByRole('complementary', { name: 'Try it' }))
  await user.type(form.getByLabelText('room'), '5')
  await user.type(form.getByLabelText('message'), 'hello')
  await user.click(form.getByRole('button', { name: 'Send' }))
  await form.findByText(/^204/)
  expect(calls.find((one) => one.path.startsWith('/v2/'))?.headers.get('X-CSRF-Token')).toBe('in')
})

test('a token made on the spot goes into the examples, and nowhere else', async () => {
  fakeFetch({
    'GET /api/openapi.json': PEOPLE_TOO,
    'GET /api/session': SIGNED_IN,
    'GET /api/start': START,
    'POST /api/account/token': {
      id: 9,
      token: 'fresh-token',
      label: 'API reference',
      scopes: [],
      expires: null,
    },
  })
  const { user } = openPage('/docs/send_room_notification')
  const code = await screen.findByRole('region', { name: 'The call in curl' })
  expect(code.textContent).toContain('Bearer YOUR_TOKEN')
  const form = within(screen.getByRole('complementary', { name: 'Try it' }))
  await user.click(await form.findByRole('radio', { name: 'With a token' }))
  await user.click(form.getByRole('button', { name: 'Make a token for this' }))
  await form.findByDisplayValue('fresh-token')
  expect(code.textContent).toContain('Bearer fresh-token')
  await user.click(screen.getByRole('radio', { name: 'Python' }))
  expect(screen.getByRole('region', { name: 'The call in Python' }).textContent).toContain('fresh-token')
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('fresh-token')
})

test('the body can be written as JSON, and the snippets follow', async () => {
  fakeFetch({ 'GET /api/openapi.json': SAMPLE, 'GET /api/session': SIGNED_OUT })
  const { user } = openPage('/docs/send_room_notification')
  const form = within(await screen.findByRole('complementary', { name: 'Try it' }))
  await user.click(form.getByRole('radio', { name: 'JSON' }))
  const body = form.getByLabelText<HTMLTextAreaElement>('body')
  expect(JSON.parse(body.value)).toEqual({ message: 'Build 7 passed', color: 'green' })
  await user.clear(body)
  await user.click(body)
  await user.paste('{"message": "whole"}')
  await user.click(screen.getByRole('radio', { name: 'curl' }))
  expect(screen.getByRole('region', { name: 'The call in curl' }).textContent).toContain(
    '{"message":"whole"}',
  )
})

test('a method says who may call it, how often, and how sure its facts are', async () => {
  fakeFetch({ 'GET /api/openapi.json': SAMPLE, 'GET /api/session': SIGNED_OUT })
  openPage('/docs/send_room_notification')
  await screen.findByText('Post notifications to rooms')
  screen.getByText(/100 calls in 5 minutes, 500 for add-ons; 30 messages a minute to one room/)
  screen.getByText('recorded')
  screen.getByText(/No source tells who may call it/)
  screen.getByText('We say 409 for archived rooms.')
})

test('the guides take their figures from the document', async () => {
  fakeFetch({ 'GET /api/openapi.json': SAMPLE, 'GET /api/session': SIGNED_OUT })
  const { user } = openPage('/docs')
  await user.click((await screen.findAllByRole('link', { name: /Rate limits/ }))[0] as HTMLElement)
  await screen.findByRole('heading', { name: 'Rate limits', level: 1 })
  screen.getByText('500 calls in 5 minutes, each installation')
})
