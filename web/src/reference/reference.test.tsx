import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { fakeFetch } from '../fake-fetch'
import { openPage, SIGNED_IN, SIGNED_OUT } from '../render-page'
import { SAMPLE } from './sample'

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
  await user.type(form.getByLabelText('message'), 'hello')
  await user.click(form.getByRole('button', { name: 'Send' }))
  expect(form.getByText(/Paste a token/)).toBeTruthy()

  await user.type(form.getByLabelText('token'), 'abc')
  await user.click(form.getByRole('button', { name: 'Send' }))
  await form.findByText(/This token lacks send_notification/)
  expect(form.getByText(/x-ratelimit-remaining: 99/).textContent).not.toContain('hidden')
  const call = calls.find((one) => one.path.startsWith('/v2/'))
  expect(call?.headers.get('Authorization')).toBe('Bearer abc')
  expect(call?.body).toEqual({ message: 'hello' })
})

test('who is signed in calls as themselves, with the CSRF value', async () => {
  const calls = fakeFetch({
    'GET /api/openapi.json': SAMPLE,
    'GET /api/session': SIGNED_IN,
    'POST /v2/room/5/notification': null,
  })
  const { user } = openPage('/docs/send_room_notification')
  await screen.findByRole('combobox', { name: 'Call as' })
  const form = within(screen.getByRole('complementary', { name: 'Try it' }))
  await user.type(form.getByLabelText('room'), '5')
  await user.type(form.getByLabelText('message'), 'hello')
  await user.click(form.getByRole('button', { name: 'Send' }))
  await form.findByText(/^204/)
  expect(calls.find((one) => one.path.startsWith('/v2/'))?.headers.get('X-CSRF-Token')).toBe('in')
})
