import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { getSession, signOut } from '../api/calls'
import type { Session, SignedIn } from '../api/types'
import { guestDoor } from '../guest/door'

export const SESSION_KEY = ['session'] as const

/** Who is signed in. Also brings the CSRF value that every write needs. */
export function useSession() {
  return useQuery({ queryKey: SESSION_KEY, queryFn: ({ signal }) => getSession(signal), staleTime: 300_000 })
}

/** After a sign-in: nothing of an earlier person may stay in memory. */
export function keepSignedIn(queries: QueryClient, answer: SignedIn): void {
  const before = queries.getQueryData<Session>(SESSION_KEY)
  queries.clear()
  if (!before?.group) return
  queries.setQueryData<Session>(SESSION_KEY, { ...before, signed_in: true, me: answer.me, csrf: answer.csrf })
}

/** Ends the session on the server and forgets everything here: the page is loaded anew. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(async () => {
    await signOut()
    await (await import('../offline/signed-out')).forgetPerson().catch(() => {})
    queries.clear()
    window.location.assign(guestDoor() ?? '/sign_in')
  }, [queries])
}
