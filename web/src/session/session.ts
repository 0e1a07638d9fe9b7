import { type QueryClient, type QueryFunctionContext, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { createStore } from 'zustand/vanilla'
import { getSession, signOut } from '../api/calls'
import { ApiError } from '../api/errors'
import type { Session, SignedIn } from '../api/types'
import { guestDoor } from '../guest/door'

export const SESSION_KEY = ['session'] as const
const FORGET_WITHIN_MS = 3_000

/** Who is signed in. Also brings the CSRF value that every write needs. */
export function useSession() {
  return useQuery({ queryKey: SESSION_KEY, queryFn: fetchSession, staleTime: 300_000 })
}

/** Once it is another person, or nobody, what was fetched for the last one goes. */
async function fetchSession({ client, signal }: QueryFunctionContext): Promise<Session> {
  const session = await getSession(signal)
  const before = client.getQueryData<Session>(SESSION_KEY)?.me?.id
  if (before !== undefined && before !== session.me?.id) {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] })
  }
  return session
}

/** After a sign-in: nothing of an earlier person may stay in memory. */
export function keepSignedIn(queries: QueryClient, answer: SignedIn): void {
  const before = queries.getQueryData<Session>(SESSION_KEY)
  queries.clear()
  if (!before?.group) return
  queries.setQueryData<Session>(SESSION_KEY, { ...before, signed_in: true, me: answer.me, csrf: answer.csrf })
}

/** Leaving this browser: `asked` the server, then `gone`, which takes everything off the page. */
export const departure = createStore<{ step: 'asked' | 'gone' | null }>(() => ({ step: null }))

/**
 * Ends the session on the server, forgets everything here, and loads the sign-in page: the one way on, so that nothing
 * moves under the hands of whoever is at it next. Rejects, with everything as it was, when the server does not answer.
 */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(async () => {
    if (departure.getState().step) return
    const me = queries.getQueryData<Session>(SESSION_KEY)?.me?.id
    departure.setState({ step: 'asked' })
    try {
      await signOut()
    } catch (refusal) {
      if (!isOut(refusal)) {
        departure.setState({ step: null })
        throw refusal
      }
    }
    // Off the page first: what is shown would be kept once more as it is left.
    departure.setState({ step: 'gone' })
    queries.clear()
    const forgotten = import('../offline/signed-out').then(({ forgetPerson }) => forgetPerson(me))
    await Promise.race([forgotten.catch(() => {}), rest(FORGET_WITHIN_MS)])
    window.location.replace(guestDoor() ?? '/sign_in')
  }, [queries])
}

function isOut(refusal: unknown): boolean {
  return refusal instanceof ApiError && refusal.status === 401
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

// «Back» may bring the page as it was left.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted && departure.getState().step) window.location.reload()
})
