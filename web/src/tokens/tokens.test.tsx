import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Token } from '../api/types'
import { fakeFetch } from '../fake-fetch'
import { openPage, roomEntry, SIGNED_IN } from '../render-page'

const KILN: Token = {
  id: 3,
  label: 'Kiln on build-3',
  scopes: ['send_notification'],
  created: '2026-01-05T10:00:00+00:00',
  expires: null,
  last_used: null,
}

const CALLS = [
  {
    at: '2026-01-06T10:00:00+00:00',
    method: 'POST',
    path: '/v2/room/Deploys/notification',
    status: 400,
    reason: "Value 'pink' for field 'color' is not one of the colours.",
  },
]

function server(tokens: Token[], more: Record<string, unknown> = {}) {
  return fakeFetch({
    'GET /api/session': SIGNED_IN,
    'GET /api/start': { rooms: [roomEntry(5, 'Deploys'), roomEntry(6, 'Lunch', { can_admin: false })] },
    'GET /api/account/token': () => ({ items: tokens }),
    'GET /api/token/3/calls': { items: CALLS },
    'POST /api/account/token': {
      id: 9,
      token: 'sEcReT0123',
      label: 'Deploy script',
      scopes: ['send_notification'],
      expires: null,
    },
    ...more,
  })
}

async function createToken(user: ReturnType<typeof openPage>['user']) {
  await user.type(await screen.findByLabelText('Name'), 'Deploy script')
  await user.click(screen.getByRole('button', { name: 'Create token' }))
  return screen.findByRole('heading', { name: '“Deploy script” is ready' })
}

test('tokens are listed with what they may do, and revoked after a question', async () => {
  const tokens = [KILN]
  const calls = server(tokens, {
    'DELETE /api/account/token/3': () => {
      tokens.length = 0
      return null
    },
  })
  const { user } = openPage('/account/api')
  const table = await screen.findByRole('table', { name: 'Tokens' })
  expect(within(table).getByText('send_notification')).toBeTruthy()

  await user.click(screen.getByRole('button', { name: 'Revoke Kiln on build-3' }))
  const dialog = await screen.findByRole('dialog', { name: 'Revoke token' })
  expect(calls.some((call) => call.method === 'DELETE')).toBe(false)
  await user.click(within(dialog).getByRole('button', { name: 'Revoke token' }))
  await waitFor(() => expect(screen.queryByRole('table')).toBeNull())
})

test('the last calls of a token are told with their status and reason', async () => {
  server([KILN])
  openPage('/account/api')
  expect(await screen.findByText('POST /v2/room/Deploys/notification')).toBeTruthy()
  expect(screen.getByText('400')).toBeTruthy()
  expect(screen.getByText(/for field 'color'/)).toBeTruthy()
})

test('a new token is shown once, with a command that posts and a button that does', async () => {
  const calls = server([], { 'POST /v2/room/5/notification': null })
  const { user } = openPage('/account/api')
  const heading = await createToken(user)
  expect(document.activeElement).toBe(heading)
  expect(calls.find((call) => call.path === '/api/account/token' && call.method === 'POST')?.body).toEqual({
    label: 'Deploy script',
    scopes: ['send_notification'],
    expires_in_days: 90,
  })
  expect(screen.getByText('sEcReT0123')).toBeTruthy()
  const command = screen.getByText(/^curl/).parentElement?.textContent
  expect(command).toContain(`curl ${window.location.origin}/v2/room/Deploys/notification`)
  expect(command).toContain('"Authorization: Bearer sEcReT0123"')

  await user.click(screen.getByRole('button', { name: 'Send a test notification' }))
  await screen.findByText(/^204 in \d+ ms/)
  expect(screen.getByRole('link', { name: 'See it in Deploys' }).getAttribute('href')).toBe('/room/5')
  expect(calls.find((call) => call.path.startsWith('/v2/'))?.headers.get('Authorization')).toBe(
    'Bearer sEcReT0123',
  )
})

test('leaving without having copied the token is asked about', async () => {
  server([])
  const { user } = openPage('/account/api')
  await createToken(user)
  await user.click(screen.getByRole('link', { name: 'Profile and appearance' }))
  const dialog = await screen.findByRole('dialog', { name: 'Leave without the token' })
  expect(window.location.pathname).toBe('/account/api')
  await user.click(within(dialog).getByRole('button', { name: 'Leave' }))
  await screen.findByRole('heading', { name: 'Profile and appearance' })
})

test('after copying, the way is free', async () => {
  server([])
  const { user } = openPage('/account/api')
  await createToken(user)
  await user.click(screen.getByRole('button', { name: 'Copy token' }))
  await screen.findByRole('button', { name: 'Copied' })
  await user.click(screen.getByRole('button', { name: 'I have copied it' }))
  await screen.findByRole('button', { name: 'Create token' })
  expect(screen.queryByText('sEcReT0123')).toBeNull()
})

test('a token needs a name and a permission', async () => {
  const calls = server([])
  const { user } = openPage('/account/api')
  await user.click(await screen.findByRole('checkbox', { name: /Send notifications/ }))
  await user.click(screen.getByRole('button', { name: 'Create token' }))
  expect(screen.getByText('Choose at least one permission.')).toBeTruthy()
  expect(screen.getByLabelText('Name').getAttribute('aria-invalid')).toBe('true')
  expect(calls.some((call) => call.method === 'POST')).toBe(false)
})

test('only administrators may give a token the administration of people', async () => {
  server([])
  openPage('/account/api')
  expect(
    (await screen.findByRole<HTMLInputElement>('checkbox', { name: /Administer people/ })).disabled,
  ).toBe(true)
})

test("a room's page makes tokens of that room", async () => {
  const calls = server([], {
    'GET /api/room/5/token': { items: [] },
    'POST /api/room/5/token': {
      id: 1,
      token: 'rOoM',
      label: 'Deploy script',
      scopes: ['view_room'],
      expires: null,
    },
  })
  const { user } = openPage('/rooms/tokens/5')
  await createToken(user)
  expect(calls.some((call) => call.method === 'POST' && call.path === '/api/room/5/token')).toBe(true)
})

test('who may not administer the room reads why there is nothing to do', async () => {
  server([])
  openPage('/rooms/tokens/6')
  await screen.findByText(/Only people who look after Lunch can make its tokens/)
})

test('a room that is not mine to see is not found', async () => {
  server([])
  openPage('/rooms/tokens/77')
  await screen.findByRole('heading', { name: 'There is nothing here' })
})
