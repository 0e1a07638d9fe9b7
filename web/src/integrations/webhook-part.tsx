import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { RoomEntry } from '../api/types'
import { rich, t } from '../i18n'
import { ActionCell, Button, Cell, LinkButton, Lozenge, MainCell, Nothing, ScopeName, Table } from '../ui'
import type { WebhookEntry } from './calls'
import styles from './integrations.module.css'
import { hostOf } from './redirect'
import { WebhookForm } from './webhook-form'
import { eventInWords, healthOf } from './words'

interface Props {
  room: RoomEntry
  webhooks: readonly WebhookEntry[]
}

/** Who is told what happens here, and how that goes. */
export function WebhookPart({ room, webhooks }: Props) {
  const [isAdding, setAdding] = useState(false)
  const add = (
    <Button size="sm" icon={Plus} onClick={() => setAdding(true)}>
      {t('Add a webhook')}
    </Button>
  )
  return (
    <section className={styles.part} aria-labelledby="webhooks">
      <div className={styles.partHead}>
        <h2 id="webhooks">{t('Webhooks')}</h2>
        {!isAdding && webhooks.length > 0 && add}
      </div>
      <p className={styles.lede}>
        {t(
          'We call an address of yours when something happens here, and try again for three days if it is away.',
        )}
      </p>
      {isAdding && <WebhookForm room={room} onClose={() => setAdding(false)} />}
      {webhooks.length > 0 ? (
        <Table label={t('Webhooks')} columns={[t('Sends to'), t('When'), t('State')]}>
          {webhooks.map((webhook) => (
            <WebhookRow key={webhook.health.id} room={room} webhook={webhook} />
          ))}
        </Table>
      ) : (
        !isAdding && (
          <Nothing title={t('Nobody listens yet')} actions={add}>
            {t(
              'A webhook lets your program react: to a command like /deploy, to a new file, to somebody who comes in. What it answers can be posted back into the room.',
            )}
          </Nothing>
        )
      )}
    </section>
  )
}

function WebhookRow({ room, webhook }: { room: RoomEntry; webhook: WebhookEntry }) {
  const { health } = webhook
  const state = healthOf(health)
  const name = health.name || hostOf(health.url)
  return (
    <tr>
      <MainCell
        second={
          <>
            <span className={styles.address}>{health.url}</span>
            {webhook.owner && <span>{t('of {owner}', { owner: webhook.owner })}</span>}
          </>
        }
      >
        {name}
      </MainCell>
      <Cell>
        <ScopeName>{health.event}</ScopeName>
        <div className="quiet small">
          {webhook.pattern
            ? rich('with {pattern}', { pattern: <code className={styles.pattern}>{webhook.pattern}</code> })
            : eventInWords(health.event)}
        </div>
      </Cell>
      <Cell>
        <Lozenge kind={state.mood}>{state.word}</Lozenge>
        <div className="quiet small">{state.said}</div>
      </Cell>
      <ActionCell>
        <LinkButton size="sm" href={`/rooms/addons/${room.id}/webhook/${health.id}`}>
          {t('Deliveries')}
        </LinkButton>
      </ActionCell>
    </tr>
  )
}
