import { useQuery } from '@tanstack/react-query'
import { formatNumber, type Message, msg, plural, t } from '../i18n'
import { hostOf } from '../integrations/redirect'
import { healthOf, mayInWords } from '../integrations/words'
import {
  ActionCell,
  Block,
  Cell,
  LinkButton,
  Loaded,
  Lozenge,
  MainCell,
  Nothing,
  PageHead,
  ScopeName,
  Table,
  useTitle,
} from '../ui'
import { sayPast } from '../ui/times'
import styles from './admin.module.css'
import { type GroupIntegrations, type GroupWebhook, getIntegrations, type TokenSums } from './admin-calls'
import { AdminPage } from './admin-page'

const INTEGRATIONS = ['admin-integrations'] as const

const KINDS: Record<string, { name: Message; where: string | null }> = {
  personal: { name: msg('Personal access tokens'), where: '/admin/api' },
  room: { name: msg('Tokens of rooms'), where: '/admin/api' },
  v1_admin: { name: msg('API v1, all methods'), where: '/admin/api' },
  v1_notification: { name: msg('API v1, notifications'), where: '/admin/api' },
  addon: { name: msg('Of add-ons, renewed by themselves'), where: null },
  user: { name: msg('Of add-ons for people, renewed by themselves'), where: null },
}

/** `/admin/integrations`: everything that is connected, and how it is doing. */
export function IntegrationsPage() {
  return (
    <AdminPage isWide>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Integrations'))
  const found = useQuery({
    queryKey: INTEGRATIONS,
    queryFn: ({ signal }) => getIntegrations(signal),
    staleTime: 0,
  })
  return (
    <>
      <PageHead title={t('Integrations')}>
        {t('Add-ons, webhooks and tokens of your team and of the rooms that you may see.')}
      </PageHead>
      <Loaded query={found} lines={8}>
        {(all) => (
          <>
            <Tokens sums={all.tokens} />
            <Webhooks webhooks={all.webhooks} />
            <Addons found={all} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Tokens({ sums }: { sums: readonly TokenSums[] }) {
  const shown = sums.filter((one) => one.count + one.expired > 0)
  return (
    <Block title={t('Tokens')}>
      {shown.length === 0 ? (
        <Nothing title={t('Nobody has made a token yet')}>
          {t('A token lets a script act for a person or post into a room.')}
        </Nothing>
      ) : (
        <Table label={t('Tokens')} columns={[t('Kind'), t('Alive'), t('State')]} numbers={[t('Alive')]}>
          {shown.map((one) => {
            const kind = KINDS[one.kind]
            return (
              <tr key={one.kind}>
                <MainCell>{kind ? t(kind.name) : one.kind}</MainCell>
                <Cell column={t('Alive')} isNumber>
                  {formatNumber(one.count)}
                </Cell>
                <Cell>
                  <TokenState sums={one} />
                </Cell>
                <ActionCell>
                  {kind?.where && (
                    <LinkButton size="sm" href={kind.where}>
                      {t('Show')}
                    </LinkButton>
                  )}
                </ActionCell>
              </tr>
            )
          })}
        </Table>
      )}
    </Block>
  )
}

function TokenState({ sums: { ending, unused, expired } }: { sums: TokenSums }) {
  if (ending + unused + expired === 0) return <Lozenge kind="success">{t('All in order')}</Lozenge>
  return (
    <span className={styles.state}>
      {ending > 0 && (
        <Lozenge kind="moved">
          {plural(ending, { one: '{n} ends within 2 weeks', other: '{n} end within 2 weeks' })}
        </Lozenge>
      )}
      {unused > 0 && (
        <Lozenge>
          {plural(unused, { one: '{n} not used for 90 days', other: '{n} not used for 90 days' })}
        </Lozenge>
      )}
      {expired > 0 && (
        <Lozenge kind="error">{plural(expired, { one: '{n} has ended', other: '{n} have ended' })}</Lozenge>
      )}
    </span>
  )
}

function Webhooks({ webhooks }: { webhooks: readonly GroupWebhook[] }) {
  return (
    <Block title={t('Webhooks')}>
      {webhooks.length === 0 ? (
        <Nothing title={t('No webhook is registered')}>
          {t(
            'A webhook tells your program when something is said. It is made in a room, under Integrations.',
          )}
        </Nothing>
      ) : (
        <Table label={t('Webhooks')} columns={[t('Webhook'), t('Event'), t('State')]}>
          {webhooks.map(({ health, owner, room }) => {
            const state = healthOf(health)
            return (
              <tr key={health.id}>
                <MainCell
                  second={
                    <span translate="no">
                      {[room ? room.name : t('All rooms'), hostOf(health.url), owner]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  }
                >
                  <span translate="no">{health.name || hostOf(health.url)}</span>
                </MainCell>
                <Cell>
                  <ScopeName>{health.event}</ScopeName>
                </Cell>
                <Cell>
                  <Lozenge kind={state.mood}>{state.word}</Lozenge>
                  <div className="quiet small">{state.said}</div>
                </Cell>
                <ActionCell>
                  <LinkButton
                    size="sm"
                    href={
                      room ? `/rooms/addons/${room.id}/webhook/${health.id}` : `/addons/webhook/${health.id}`
                    }
                  >
                    {t('Deliveries')}
                  </LinkButton>
                </ActionCell>
              </tr>
            )
          })}
        </Table>
      )}
    </Block>
  )
}

function Addons({ found: { addons, hand_made } }: { found: GroupIntegrations }) {
  return (
    <Block title={t('Add-ons')}>
      {addons.length + hand_made.length === 0 ? (
        <Nothing
          title={t('No add-on is installed')}
          actions={<LinkButton href="/addons">{t('Install an add-on')}</LinkButton>}
        >
          {t('Add-ons bring other programs into rooms: their news, their commands, their panels.')}
        </Nothing>
      ) : (
        <Table label={t('Add-ons')} columns={[t('Add-on'), t('Where'), t('Permissions'), t('State')]}>
          {addons.map((addon) => (
            <tr key={addon.oauth_id}>
              <MainCell second={<span translate="no">{addon.key}</span>}>
                <span translate="no">{addon.name}</span>
              </MainCell>
              <WhereCell room={addon.room} />
              <MayCell scopes={addon.scopes} />
              <Cell>
                {addon.is_disabled ? (
                  <Lozenge kind="error">{t('Disabled')}</Lozenge>
                ) : addon.waits_for.length > 0 ? (
                  <Lozenge kind="moved">{t('Update waits for consent')}</Lozenge>
                ) : (
                  <Lozenge kind="success">{t('Works')}</Lozenge>
                )}
              </Cell>
              <ActionCell>
                <LinkButton size="sm" href={addon.room ? `/rooms/addons/${addon.room.id}` : '/addons'}>
                  {t('Show')}
                </LinkButton>
              </ActionCell>
            </tr>
          ))}
          {hand_made.map((client) => (
            <tr key={client.oauth_id}>
              <MainCell second={t('made by hand')}>
                <span translate="no">{client.name}</span>
              </MainCell>
              <WhereCell room={client.room} />
              <MayCell scopes={client.scopes} />
              <Cell>
                {client.last_used ? (
                  <span className="quiet small">
                    {t('last used {when}', { when: sayPast(new Date(client.last_used)) })}
                  </span>
                ) : (
                  <Lozenge>{t('Never used')}</Lozenge>
                )}
              </Cell>
              <ActionCell>{null}</ActionCell>
            </tr>
          ))}
        </Table>
      )}
    </Block>
  )
}

function WhereCell({ room }: { room: { name: string } | null }) {
  if (!room) return <Cell column={t('Where')}>{t('Whole team')}</Cell>
  return (
    <Cell column={t('Where')}>
      <span translate="no">{room.name}</span>
    </Cell>
  )
}

function MayCell({ scopes }: { scopes: readonly string[] }) {
  return (
    <Cell className={styles.may}>
      <span className="soft small">{mayInWords(scopes)}</span>
    </Cell>
  )
}
