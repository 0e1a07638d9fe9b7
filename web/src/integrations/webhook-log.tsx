import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Play, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { AdminPage } from '../admin/admin-page'
import { sentence } from '../api/errors'
import type { RoomEntry } from '../api/types'
import { t } from '../i18n'
import { Block, Button, Callout, Confirm, Loaded, PageHead, Refused, ScopeName, toast, useTitle } from '../ui'
import {
  deleteWebhook,
  getIntegrations,
  getWebhook,
  integrationsKey,
  switchOnWebhook,
  testWebhook,
  type WebhookHealth,
  webhookKey,
} from './calls'
import { DeliveryLog } from './delivery-log'
import styles from './integrations.module.css'
import { hostOf } from './redirect'
import { Crumbs, RoomPage, stepsOf } from './room-page'
import { Secret } from './secret'
import { eventInWords } from './words'

/** `/rooms/addons/:id/webhook/:webhook`: what was sent, what came back, and sending it again. */
export function WebhookLog({ id, webhook }: { id: number; webhook: number }) {
  return <RoomPage id={id}>{(room) => <Found room={room} webhook={webhook} />}</RoomPage>
}

/** `/addons/webhook/:webhook`: the same of one that an add-on of the whole team has in all rooms. */
export function GroupWebhookLog({ webhook }: { webhook: number }) {
  return (
    <AdminPage>
      <Found room={null} webhook={webhook} />
    </AdminPage>
  )
}

function Found({ room, webhook }: { room: RoomEntry | null; webhook: number }) {
  const head = useQuery({
    queryKey: webhookKey(webhook),
    queryFn: ({ signal }) => getWebhook(webhook, signal),
    staleTime: 0,
    refetchInterval: 5_000,
  })
  return (
    <Loaded query={head} lines={8}>
      {(health) => <Log room={room} health={health} />}
    </Loaded>
  )
}

function Log({ room, health }: { room: RoomEntry | null; health: WebhookHealth }) {
  const name = health.name || hostOf(health.url)
  useTitle(name)
  const queries = useQueryClient()
  const renew = () => queries.invalidateQueries({ queryKey: webhookKey(health.id) })
  const test = useMutation({
    mutationFn: () => testWebhook(health.id),
    onSuccess: () => {
      toast(t('A test event is on its way.'))
      return renew()
    },
  })
  const switchOn = useMutation({
    mutationFn: () => switchOnWebhook(health.id),
    onSuccess: () => {
      toast(t('The webhook is switched on.'))
      return renew()
    },
  })
  const failed = test.error ?? switchOn.error
  return (
    <>
      <PageHead
        title={name}
        crumbs={
          <Crumbs steps={room ? stepsOf(room) : [{ href: '/admin/integrations', text: t('Integrations') }]} />
        }
        actions={
          <Button icon={Send} onClick={() => test.mutate()} working={test.isPending && t('Sending…')}>
            {t('Send a test event')}
          </Button>
        }
      >
        <span className={styles.address}>{health.url}</span>
        <span>
          {eventInWords(health.event)} <ScopeName>{health.event}</ScopeName>
        </span>
      </PageHead>
      {failed && (
        <Callout kind="red" alert className={styles.warning}>
          {sentence(failed)}
        </Callout>
      )}
      {health.switched_off && (
        <Callout kind="red" className={styles.warning}>
          <p>
            <b>{t('Switched off.')}</b> {health.switched_off}
          </p>
          <p>
            <Button
              size="sm"
              icon={Play}
              onClick={() => switchOn.mutate()}
              working={switchOn.isPending && t('Switching on…')}
            >
              {t('Switch on')}
            </Button>
          </p>
        </Callout>
      )}
      <DeliveryLog webhook={health} />
      {room ? (
        <>
          <Block
            title={t('Signing secret')}
            lede={t(
              'Each call is signed with it, after the rules of Standard Webhooks: your program can tell that it was us.',
            )}
          >
            <Secret webhook={health.id} />
          </Block>
          <End room={room} webhook={health.id} />
        </>
      ) : (
        <p className="soft">{t('It belongs to an add-on of your team, and goes when that is removed.')}</p>
      )}
    </>
  )
}

/** Deleting it; one that came with an add-on goes with that alone. */
function End({ room, webhook }: { room: RoomEntry; webhook: number }) {
  const [asks, setAsks] = useState(false)
  const [, go] = useLocation()
  const queries = useQueryClient()
  const found = useQuery({
    queryKey: integrationsKey(room.id),
    queryFn: ({ signal }) => getIntegrations(room.id, signal),
  })
  const remove = useMutation({
    mutationFn: () => deleteWebhook(room.id, webhook),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: integrationsKey(room.id) })
      toast(t('The webhook is deleted.'))
      go(`/rooms/addons/${room.id}`)
    },
  })
  const entry = found.data?.webhooks.find((one) => one.health.id === webhook)
  if (!entry) return null
  return (
    <Block title={t('Delete')}>
      {entry.is_declared ? (
        <p className="soft">
          {t('It came with the add-on {owner}, and goes when that is removed.', { owner: entry.owner })}
        </p>
      ) : (
        <Button icon={Trash2} onClick={() => setAsks(true)}>
          {t('Delete webhook')}
        </Button>
      )}
      <Confirm
        open={asks}
        title={t('Delete webhook')}
        action={t('Delete webhook')}
        working={remove.isPending && t('Deleting…')}
        onClose={() => {
          remove.reset()
          setAsks(false)
        }}
        onConfirm={() => remove.mutate()}
      >
        <p>{t('It is not called any more, and what waits is not sent. This cannot be undone.')}</p>
        <Refused asked={remove} />
      </Confirm>
    </Block>
  )
}
