import { type UseQueryResult, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ApiError } from '../api/errors'
import type { Session } from '../api/types'
import { SESSION_KEY } from './session'

/**
 * Where the server cannot be asked who is signed in, it is who was here last on this machine; the server decides as
 * soon as it can be reached. Once it says that nobody is, what was kept goes.
 */
export function useKeptSession({
  data,
  failureCount,
  failureReason,
  isPaused,
}: UseQueryResult<Session>): void {
  const queries = useQueryClient()
  const isAway = isPaused || (failureCount > 0 && isNoAnswer(failureReason))
  const isOut = data?.signed_in === false
  useEffect(() => {
    if (data || !isAway) return
    void import('../offline/kept').then(
      async ({ readKept }) => {
        const kept = await readKept()
        if (kept && !queries.getQueryData(SESSION_KEY)) {
          // Old from the start: asked again with the first chance.
          queries.setQueryData<Session>(SESSION_KEY, kept.session, { updatedAt: 1 })
        }
      },
      () => {},
    )
  }, [data, isAway, queries])
  useEffect(() => {
    if (isOut)
      void import('../offline/signed-out').then(
        ({ forgetPerson }) => forgetPerson(),
        () => {},
      )
  }, [isOut])
}

function isNoAnswer(reason: unknown): boolean {
  return reason instanceof ApiError && (reason.isOffline || reason.status >= 502)
}
