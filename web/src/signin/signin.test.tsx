import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { fakeFetch } from '../fake-fetch'
import { INES, openPage, SIGNED_IN, SIGNED_OUT } from '../render-page'

vi.mock('../chat/chat', () => ({ Chat: () => null }))

const address = () => window.location.pathname + window.location.search

test('somebody who is signed out is led to sign in and back to where they wanted to go', async () => {
  let session = SIGNED_OUT
  const calls = fakeFetch({
    'GET /api/session': () => session,
    'POST /api/session': () => {
      session = SIGNED_IN
      return { me: INES, csrf: 'in' }
    },
  })
  const { user } = openPage('/account')
  await screen.findByRole('heading', { name: 'Sign in to Quayside' })
  expect(address()).toBe('/sign_in?d=%2Faccount')

  await user.type(screen.getByLabelText('E-mail'), ' ines@quayside.example ')
  await user.type(screen.getByLabelText('Password'), 'secret{Enter}')

  await screen.findByRole('heading', { name: 'Profile and appearance' })
  expect(address()).toBe('/account')
  expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
    email: 'ines@quayside.example',
    password: 'secret',
  })
})

test('a wrong password is said in the words of the server, and the e-mail stays', async () => {
  fakeFetch({
    'GET /api/session': SIGNED_OUT,
    'POST /api/session': { status: 401, message: 'E-mail or password is wrong.' },
  })
  const { user } = openPage('/sign_in')
  await user.type(await screen.findByLabelText('E-mail'), 'ines@quayside.example')
  await user.type(screen.getByLabelText('Password'), 'guess{Enter}')
  expect((await screen.findByRole('alert')).textContent).toBe('E-mail or password is wrong.')
  expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('ines@quayside.example')
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('')
})

test('a pause says how long it lasts', async () => {
  fakeFetch({
    'GET /api/session': SIGNED_OUT,
    'POST /api/session': { status: 429, message: 'Too many tries.', headers: { 'Retry-After': '300' } },
  })
  const { user } = openPage('/sign_in')
  await user.type(await screen.findByLabelText('E-mail'), 'ines@quayside.example')
  await user.type(screen.getByLabelText('Password'), 'guess{Enter}')
  expect((await screen.findByRole('alert')).textContent).toBe('Too many tries. Try again in 5 minutes.')
})

test('empty fields are named and nothing is sent', async () => {
  const calls = fakeFetch({ 'GET /api/session': SIGNED_OUT })
  const { user } = openPage('/sign_in')
  await user.click(await screen.findByRole('button', { name: 'Sign in' }))
  expect(screen.getByLabelText('E-mail').getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByText('Enter your password.')).toBeTruthy()
  expect(calls.filter((call) => call.method === 'POST')).toEqual([])
})

test('the one-time link of a fresh server makes the first admin and shows what is wrong at its field', async () => {
  let tries = 0
  const calls = fakeFetch({
    'GET /api/session': () => (tries > 1 ? SIGNED_IN : SIGNED_OUT),
    'GET /api/setup/abc': { kind: 'first_admin', name: null },
    'POST /api/setup/abc': () => {
      tries += 1
      return tries === 1
        ? { status: 400, message: 'The password needs at least 8 characters.', field: 'password' }
        : { me: INES, csrf: 'in' }
    },
  })
  const { user } = openPage('/setup/abc')
  await user.type(await screen.findByLabelText('Name of your team'), 'Quayside')
  await user.type(screen.getByLabelText('Your name'), 'Ines Lindqvist')
  await user.type(screen.getByLabelText('E-mail'), 'ines@quayside.example')
  await user.type(screen.getByLabelText('Password'), 'short')
  await user.click(screen.getByRole('button', { name: 'Create your team' }))
  await screen.findByText('The password needs at least 8 characters.')
  expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true')

  await user.type(screen.getByLabelText('Password'), ' but longer now')
  await user.click(screen.getByRole('button', { name: 'Create your team' }))
  await waitFor(() => expect(address()).toBe('/'))
  expect(calls.filter((call) => call.method === 'POST').at(-1)?.body).toEqual({
    group_name: 'Quayside',
    name: 'Ines Lindqvist',
    email: 'ines@quayside.example',
    password: 'short but longer now',
  })
})

test('the one-time link of the demo needs one click', async () => {
  let session = SIGNED_OUT
  const calls = fakeFetch({
    'GET /api/session': () => session,
    'GET /api/setup/abc': { kind: 'sign_in', name: 'Ines Lindqvist' },
    'POST /api/setup/abc': () => {
      session = SIGNED_IN
      return { me: INES, csrf: 'in' }
    },
  })
  const { user } = openPage('/setup/abc')
  await user.click(await screen.findByRole('button', { name: 'Continue as Ines Lindqvist' }))
  await waitFor(() => expect(address()).toBe('/'))
  expect(calls.find((call) => call.method === 'POST')?.headers.get('X-CSRF-Token')).toBe('out')
})

test('a used link says so', async () => {
  fakeFetch({ 'GET /api/session': SIGNED_OUT, 'GET /api/setup/abc': { status: 404 } })
  openPage('/setup/abc')
  await screen.findByRole('heading', { name: 'This link no longer works' })
})

test('an unknown address gets a friendly page with a way out', async () => {
  fakeFetch({})
  openPage('/no/such/page')
  expect((await screen.findByRole('link', { name: 'Go to chat' })).getAttribute('href')).toBe('/')
  expect(document.title).toBe('Not found · Chinwag')
})
