import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { fakeFetch } from '../fake-fetch'
import { INES, openPage, SIGNED_IN, SIGNED_OUT } from '../render-page'

const SEARCH =
  '?client_id=pigeon&redirect_uri=https%3A%2F%2Fpigeonhole.example%2Fback&response_type=code&state=s1'

const CONSENT = {
  client: { name: 'Pigeonhole' },
  scopes: [{ id: 'view_messages', name: 'View Messages', description: 'Read messages' }],
  me: INES,
  group: { id: 1, name: 'Quayside' },
}

test('it says in words what the application may do, and what it may not', async () => {
  fakeFetch({ 'GET /api/session': SIGNED_IN, 'GET /api/oauth/authorize': CONSENT })
  openPage(`/users/authorize${SEARCH}`)
  await screen.findByRole('heading', { name: 'Let Pigeonhole act for you?' })
  expect(screen.getByText('Read messages')).toBeTruthy()
  expect(screen.getByText(/It cannot write as you or change people/)).toBeTruthy()
  expect(screen.getByText(/returns you to pigeonhole.example/)).toBeTruthy()
  expect(screen.getByText('Signed in as Ines Lindqvist')).toBeTruthy()
})

test.each([
  ['Allow', 'allow'],
  ['Cancel', 'deny'],
])('«%s» sends the decision with the request as it stood in the address', async (button, decision) => {
  const calls = fakeFetch({
    'GET /api/session': SIGNED_IN,
    'GET /api/oauth/authorize': CONSENT,
    // Not followed: addresses that run in this page are refused, whatever the server says.
    'POST /api/oauth/authorize': { redirect: 'javascript:void 0' },
  })
  const { user } = openPage(`/users/authorize${SEARCH}`)
  await user.click(await screen.findByRole('button', { name: button }))
  expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
    client_id: 'pigeon',
    redirect_uri: 'https://pigeonhole.example/back',
    response_type: 'code',
    state: 's1',
    decision,
  })
})

test('what the application wants back arrives letter for letter, also over the sign-in page', async () => {
  let session = SIGNED_OUT
  const state = 'a&b=c%26d e+f%2525'
  const calls = fakeFetch({
    'GET /api/session': () => session,
    'POST /api/session': () => {
      session = SIGNED_IN
      return { me: INES, csrf: 'in' }
    },
    'GET /api/oauth/authorize': CONSENT,
  })
  const { user } = openPage(`/users/authorize?client_id=pigeon&state=${encodeURIComponent(state)}`)
  await user.type(await screen.findByLabelText('E-mail'), 'ines@quayside.example')
  await user.type(screen.getByLabelText('Password'), 'secret{Enter}')
  await screen.findByRole('button', { name: 'Allow' })
  const asked = calls.find((call) => call.path === '/api/oauth/authorize')
  expect(new URL(asked?.url ?? '', window.location.origin).searchParams.get('state')).toBe(state)
})

test('a wrong request is refused on our own page and leads nowhere else', async () => {
  const said = 'The address https://evil.example is not one that this application registered.'
  fakeFetch({ 'GET /api/session': SIGNED_IN, 'GET /api/oauth/authorize': { status: 400, message: said } })
  openPage(`/users/authorize${SEARCH}`)
  expect((await screen.findByRole('alert')).textContent).toBe(said)
  expect(screen.queryByRole('button', { name: 'Allow' })).toBeNull()
})
