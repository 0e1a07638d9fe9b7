import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { sentence } from '../api/errors'
import { Block, Button, Callout, Segments, Skeleton, toast } from '../ui'
import { type DeliveryState, listDeliveries, resendFailed, type WebhookHealth, webhookKey } from './calls'
import { DeliveryRow } from './delivery-row'
import styles from './integrations.module.css'
import { Nothing } from './nothing'

type Filter = 'all' | Exclude<DeliveryState, 'dropped'>

const FILTERS: readonly { value: Filter; text: string }[] = [
  { value: 'all', text: 'All' },
  { value: 'failed', text: 'Failed' },
  { value: 'waiting', text: 'Waiting' },
  { value: 'delivered', text: 'Delivered' },
]

/** The deliveries of a webhook, newest first, page by page. The first page renews itself. */
export function DeliveryLog({ webhook }: { webhook: WebhookHealth }) {
  const [filter, setFilter] = useState<Filter>('all')
  const queries = useQueryClient()
  const log = useInfiniteQuery({
    queryKey: [...webhookKey(webhook.id), 'deliveries', filter],
    queryFn: ({ pageParam, signal }) =>
      listDeliveries(webhook.id, { state: filter === 'all' ? undefined : filter, before: pageParam }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.before ?? undefined,
    staleTime: 0,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 3_000),
  })
  const renew = () => queries.invalidateQueries({ queryKey: webhookKey(webhook.id) })
  const resend = useMutation({
    mutationFn: () => resendFailed(webhook.id),
    onSuccess: ({ count }) => {
      toast(count === 1 ? '1 delivery is sent again.' : `${count} deliveries are sent again.`)
      return renew()
    },
  })
  const deliveries = log.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Block title="Deliveries">
      <div className={styles.bar}>
        <Segments label="Show" value={filter} options={FILTERS} onChange={setFilter} />
        <span className="grow" />
        {webhook.failed > 0 && (
          <Button
            size="sm"
            icon={RefreshCw}
            onClick={() => resend.mutate()}
            working={resend.isPending && 'Sending…'}
          >
            {`Resend all ${webhook.failed >= 100 ? '' : `${webhook.failed} `}failed`}
          </Button>
        )}
        <Button size="sm" look="plain" onClick={() => void renew()}>
          Refresh
        </Button>
      </div>
      {(resend.isError || log.isError) && (
        <Callout kind="red" alert className={styles.warning}>
          {sentence(resend.error ?? log.error)}
        </Callout>
      )}
      {log.isPending && <Skeleton lines={6} />}
      {log.data && deliveries.length === 0 && <NoDeliveries filter={filter} />}
      {deliveries.length > 0 && (
        <ul className={styles.list} aria-label="Deliveries">
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} onResent={() => void renew()} />
          ))}
        </ul>
      )}
      {log.hasNextPage && (
        <p className={styles.after}>
          <Button onClick={() => void log.fetchNextPage()} working={log.isFetchingNextPage && 'Loading…'}>
            Show older ones
          </Button>
        </p>
      )}
    </Block>
  )
}

function NoDeliveries({ filter }: { filter: Filter }) {
  if (filter === 'failed') {
    return (
      <Nothing title="Nothing failed">What we gave up after three days of trying would stand here.</Nothing>
    )
  }
  if (filter === 'waiting') return <Nothing title="Nothing waits">Everything was delivered at once.</Nothing>
  return (
    <Nothing title="Nothing was sent yet">
      Send a test event to see what your program gets, or do in the room what this webhook waits for.
    </Nothing>
  )
}
