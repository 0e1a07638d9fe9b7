import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { sentence } from '../api/errors'
import { type Message, msg, plural, sayEach, t } from '../i18n'
import { Block, Button, Callout, Nothing, Segments, Skeleton, toast } from '../ui'
import { type DeliveryState, listDeliveries, resendFailed, type WebhookHealth, webhookKey } from './calls'
import { DeliveryRow } from './delivery-row'
import styles from './integrations.module.css'

type Filter = 'all' | Exclude<DeliveryState, 'dropped'>

const FILTERS: readonly { value: Filter; text: Message }[] = [
  { value: 'all', text: msg('All') },
  { value: 'failed', text: msg('Failed') },
  { value: 'waiting', text: msg('Waiting') },
  { value: 'delivered', text: msg('Delivered') },
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
      toast(plural(count, { one: '{n} delivery is sent again.', other: '{n} deliveries are sent again.' }))
      return renew()
    },
  })
  const deliveries = log.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Block title={t('Deliveries')}>
      <div className={styles.bar}>
        <Segments label={t('Show')} value={filter} options={sayEach(FILTERS)} onChange={setFilter} />
        <span className="grow" />
        {webhook.failed > 0 && (
          <Button
            size="sm"
            icon={RefreshCw}
            onClick={() => resend.mutate()}
            working={resend.isPending && t('Sending…')}
          >
            {webhook.failed >= 100
              ? t('Resend all failed')
              : t('Resend all {n} failed', { n: webhook.failed })}
          </Button>
        )}
        <Button size="sm" look="plain" onClick={() => void renew()}>
          {t('Refresh')}
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
        <ul className={styles.list} aria-label={t('Deliveries')}>
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} onResent={() => void renew()} />
          ))}
        </ul>
      )}
      {log.hasNextPage && (
        <p className={styles.after}>
          <Button onClick={() => void log.fetchNextPage()} working={log.isFetchingNextPage && t('Loading…')}>
            {t('Show older ones')}
          </Button>
        </p>
      )}
    </Block>
  )
}

function NoDeliveries({ filter }: { filter: Filter }) {
  if (filter === 'failed') {
    return (
      <Nothing title={t('Nothing failed')}>
        {t('What we gave up after three days of trying would stand here.')}
      </Nothing>
    )
  }
  if (filter === 'waiting')
    return <Nothing title={t('Nothing waits')}>{t('Everything was delivered at once.')}</Nothing>
  return (
    <Nothing title={t('Nothing was sent yet')}>
      {t('Send a test event to see what your program gets, or do in the room what this webhook waits for.')}
    </Nothing>
  )
}
