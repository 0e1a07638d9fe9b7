import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { sizeInWords } from '../files/words'
import { formatNumber, plural, rich, t } from '../i18n'
import { Block, Button, Loaded, Lozenge, type LozengeKind, PageHead, Pane, useTitle } from '../ui'
import styles from './admin.module.css'
import { getHealth, type ServerHealth } from './admin-calls'
import { AdminPage } from './admin-page'

const HEALTH = ['admin-health'] as const

/** `/admin/health`: how the server is doing, for admins of the group that it was set up with. */
export function HealthPage() {
  return (
    <AdminPage>
      <OfTheServer />
    </AdminPage>
  )
}

function OfTheServer() {
  useTitle(t('Server health'))
  const health = useQuery({ queryKey: HEALTH, queryFn: ({ signal }) => getHealth(signal), staleTime: 0 })
  return (
    <>
      <PageHead
        title={t('Server health')}
        actions={
          <Button
            icon={RefreshCw}
            onClick={() => void health.refetch()}
            working={health.isFetching && t('Looking…')}
          >
            {t('Look again')}
          </Button>
        }
      >
        {rich('Measured now. {command} on the server’s command line looks deeper.', {
          // not translated: a command
          command: <code>chinwag doctor</code>,
        })}
      </PageHead>
      <Loaded query={health} lines={8}>
        {(found) => <Facts health={found} />}
      </Loaded>
    </>
  )
}

interface Fact {
  name: string
  value: ReactNode
  state?: { kind: LozengeKind; word: string } | undefined
}

const good = () => ({ kind: 'success' as const, word: t('Good') })

function Facts({ health }: { health: ServerHealth }) {
  return (
    <>
      <List
        facts={[
          { name: t('Version'), value: `${health.version} · Python ${health.python}` },
          {
            name: t('Running for'),
            value: spanOf(health.uptime_s),
          },
          {
            name: t('Memory'),
            value: health.memory_bytes === null ? t('unknown') : sizeInWords(health.memory_bytes),
          },
          {
            name: t('Connected now'),
            value: `${plural(health.connections.sockets, {
              one: '{n} connection to this process',
              other: '{n} connections to this process',
            })}, ${plural(health.connections.people, { one: '{n} person online', other: '{n} people online' })}`,
          },
          {
            name: t('Processes'),
            value: health.has_bus ? t('several may run, over a bus') : t('one'),
          },
        ]}
      />
      <Block title={t('Storage')}>
        <List facts={[database(health), disk(health)]} />
      </Block>
      <Block title={t('Work behind the scenes')}>
        <List facts={[search(health), webhooks(health), switchedOff(health)]} />
      </Block>
    </>
  )
}

function List({ facts }: { facts: readonly Fact[] }) {
  return (
    <Pane>
      <dl className={styles.facts2}>
        {facts.flatMap(({ name, value, state }) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name} value`}>
            {value} {state && <Lozenge kind={state.kind}>{state.word}</Lozenge>}
          </dd>,
        ])}
      </dl>
    </Pane>
  )
}

function database({ database: { engine, version, bytes, write_ms } }: ServerHealth): Fact {
  const isSlow = write_ms > 250
  return {
    name: t('Database'),
    value: t('{engine}, {size}, {ms} ms a write', {
      engine: `${engine} ${version}`,
      size: sizeInWords(bytes),
      ms: formatNumber(write_ms),
    }),
    state: isSlow ? { kind: 'moved', word: t('Slow') } : good(),
  }
}

function disk({ disk: { total, free } }: ServerHealth): Fact {
  const share = free / total
  const state =
    share < 0.03
      ? { kind: 'error' as const, word: t('Nearly full') }
      : share < 0.12
        ? { kind: 'moved' as const, word: t('Getting full') }
        : good()
  return {
    name: t('Disk'),
    value: t('{free} of {total} free', { free: sizeInWords(free), total: sizeInWords(total) }),
    state,
  }
}

function search({ search: { behind } }: ServerHealth): Fact {
  return {
    name: t('Search'),
    value:
      behind === 0
        ? t('knows every message')
        : plural(behind, { one: '{n} event behind', other: '{n} events behind' }),
    state: behind > 5_000 ? { kind: 'moved', word: t('Catching up') } : good(),
  }
}

function webhooks({ webhooks: { waiting, oldest_s } }: ServerHealth): Fact {
  return {
    name: t('Webhooks'),
    value:
      oldest_s === null
        ? t('nothing waits')
        : `${plural(waiting, { one: '{n} delivery waits', other: '{n} deliveries wait' })}, ${t('the oldest for {span}', { span: spanOf(oldest_s) })}`,
    state: oldest_s !== null && oldest_s > 3_600 ? { kind: 'moved', word: t('Receivers are away') } : good(),
  }
}

function switchedOff({ webhooks: { switched_off } }: ServerHealth): Fact {
  return {
    name: t('Switched off'),
    value: plural(switched_off, { one: '{n} webhook', other: '{n} webhooks' }),
    state: switched_off > 0 ? { kind: 'moved', word: t('Look at them') } : undefined,
  }
}

function spanOf(seconds: number): string {
  if (seconds < 60) return plural(Math.max(0, seconds), { one: '{n} second', other: '{n} seconds' })
  if (seconds < 3_600) return plural(Math.floor(seconds / 60), { one: '{n} minute', other: '{n} minutes' })
  if (seconds < 86_400) return plural(Math.floor(seconds / 3_600), { one: '{n} hour', other: '{n} hours' })
  return plural(Math.floor(seconds / 86_400), { one: '{n} day', other: '{n} days' })
}
