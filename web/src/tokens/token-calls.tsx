import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../api/client'
import { ApiError } from '../api/errors'
import type { Items, Token } from '../api/types'
import { t } from '../i18n'
import { Button, Lozenge, Pane, Refused, Select, Skeleton } from '../ui'
import { sayPast } from '../ui/times'
import styles from './token-calls.module.css'

/** One call that was made with a token, kept for a while in the server's memory. */
export interface TokenCall {
  at: string
  method: string
  path: string
  status: number
  /** Why it was refused, in the words that the caller got. */
  reason: string | null
}

const listCalls = async (token: number, signal?: AbortSignal): Promise<TokenCall[]> =>
  (await get<Items<TokenCall>>(`/api/token/${token}/calls`, signal)).items

/** The last calls of a token with status and reason: where «curl works, the plugin does not» ends. */
export function TokenCalls({ tokens }: { tokens: readonly Pick<Token, 'id' | 'label'>[] }) {
  const [chosen, setChosen] = useState(tokens[0]?.id)
  const token = tokens.find((one) => one.id === chosen) ?? tokens[0]
  const calls = useQuery({
    queryKey: ['token-calls', token?.id],
    queryFn: ({ signal }) => listCalls(token?.id ?? 0, signal),
    enabled: token !== undefined,
    staleTime: 0,
    refetchInterval: 10_000,
    retry: false,
  })
  // A server that does not keep them says so with a 404.
  if (!token || (calls.error instanceof ApiError && calls.error.status === 404)) return null
  return (
    <Pane className={styles.calls}>
      <div className={styles.callsHead}>
        <h3>{t('Last calls of')}</h3>
        <Select
          aria-label={t('Token')}
          options={tokens.map((one) => ({ value: String(one.id), text: one.label }))}
          value={String(token.id)}
          onChange={(event) => setChosen(Number(event.target.value))}
        />
        <span className="grow" />
        <Button size="sm" onClick={() => void calls.refetch()} working={calls.isFetching && t('Loading…')}>
          {t('Refresh')}
        </Button>
      </div>
      {calls.isPending && <Skeleton lines={3} />}
      <Refused asked={calls} />
      {calls.data && <CallList calls={calls.data} />}
    </Pane>
  )
}

function CallList({ calls }: { calls: readonly TokenCall[] }) {
  if (calls.length === 0) {
    return (
      <p className="soft">
        {t(
          'Nothing was called with it since the server started. If your program says that it called, it has another token, or it calls another address.',
        )}
      </p>
    )
  }
  return (
    <ul className={styles.callList}>
      {calls.map((call, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two calls may be alike in everything
        <li key={i}>
          <Lozenge kind={call.status < 400 ? 'success' : call.status === 429 ? 'moved' : 'error'}>
            {call.status}
          </Lozenge>
          <code className={styles.call}>
            {call.method} {call.path}
          </code>
          <time className="quiet small" dateTime={call.at}>
            {sayPast(new Date(call.at))}
          </time>
          {call.reason && <span className={styles.reason}>{call.reason}</span>}
        </li>
      ))}
    </ul>
  )
}
