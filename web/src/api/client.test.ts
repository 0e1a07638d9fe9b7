import { afterEach, expect, test, vi } from 'vitest'
import { fakeFetch } from '../fake-fetch'
import {
  createToken,
  finishSetup,
  getHistory,
  getSession,
  sendTestNotification,
  setRead,
  signIn,
} from './calls'
import { onSignedOut, setCsrf, withQuery } from './client'

afterEach(() => {
  setCsrf(null)
  onSignedOut(() => {})
})

test('writes carry the CSRF value of the session, reads do not', async () => {
  const calls = fakeFetch({
    'GET /api/session': { signed_in: true, csrf: 'first' },
    'PUT /api/room/5/read': null,
  })
  await getSession()
  await setRead({ kind: 'room', id: 5 }, 12)
  expect(calls[0]?.headers.get('X-CSRF-Token')).toBeNull()
  expect(calls[1]?.headers.get('X-CSRF-Token')).toBe('first')
  expect(calls[1]?.body).toEqual({ position: 12 })
})

test('signing in brings a new CSRF value', async () => {
  const calls = fakeFetch({
    'POST /api/session': { csrf: 'second', me: {} },
    'POST /api/account/token': { token: 't' },
  })
  await signIn('ines@quayside.example', 'secret')
  await createToken('account', { label: 'x', scopes: [], expires_in_days: null })
  expect(calls[1]?.headers.get('X-CSRF-Token')).toBe('second')
})

test('a call with a token goes without cookie and without CSRF value', async () => {
  setCsrf('first')
  const calls = fakeFetch({ 'POST /v2/room/5/notification': null })
  const answer = await sendTestNotification('abc', 5)
  expect(answer.status).toBe(204)
  expect(calls[0]?.headers.get('Authorization')).toBe('Bearer abc')
  expect(calls[0]?.headers.get('X-CSRF-Token')).toBeNull()
  expect(calls[0]?.credentials).toBe('omit')
})

test('a 401 for the session is reported, a 401 for another token is not', async () => {
  const reported = vi.fn()
  onSignedOut(reported)
  fakeFetch({ '/api/session': { status: 401 }, '/v2/room/5/notification': { status: 401 } })
  await expect(sendTestNotification('abc', 5)).rejects.toMatchObject({ status: 401 })
  expect(reported).not.toHaveBeenCalled()
  await expect(getSession()).rejects.toMatchObject({ status: 401 })
  expect(reported).toHaveBeenCalledOnce()
})

test('no connection becomes a sentence and counts as temporary', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(getSession()).rejects.toMatchObject({ status: 0, isOffline: true, isTemporary: true })
})

test('a request that its caller gave up stays an abort', async () => {
  const giveUp = new AbortController()
  giveUp.abort()
  vi.stubGlobal('fetch', () => Promise.reject(giveUp.signal.reason))
  await expect(getSession(giveUp.signal)).rejects.toMatchObject({ name: 'AbortError' })
})

test('an answer that is not JSON does not break the page', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>bad gateway', { status: 502 })))
  await expect(getSession()).rejects.toMatchObject({ status: 502 })
})

test('parts of addresses are encoded', async () => {
  const calls = fakeFetch({ 'POST /api/setup/a%2Fb': { csrf: 'c' } })
  await finishSetup('a/b', {})
  expect(calls[0]?.path).toBe('/api/setup/a%2Fb')
  expect(withQuery('/x', { before: 5, after: undefined, q: 'a b&c' })).toBe('/x?before=5&q=a+b%26c')
})

test('history is asked by chat and page', async () => {
  const calls = fakeFetch({ 'GET /api/user/7/history': { items: [] } })
  await getHistory({ kind: 'user', id: 7 }, { before: 90, limit: 50 })
  expect(calls[0]?.url).toBe('/api/user/7/history?before=90&limit=50')
})
