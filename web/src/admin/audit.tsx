import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Download, Server, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import { collator, plural, t } from '../i18n'
import { Avatar, Button, PageHead, Refused, SelectField, Skeleton, TextField, Tile, useTitle } from '../ui'
import { sayFullDate, sayTime } from '../ui/times'
import styles from './admin.module.css'
import { type AuditEntry, type AuditWanted, auditCsv, getAudit, listNames } from './admin-calls'
import { AdminPage } from './admin-page'
import { ACTIONS, actionInWords, actorInWords, factsInWords } from './audit-words'

const AUDIT = ['admin-audit'] as const

/** `/admin/audit`: what was done, by whom, on what, from where. */
export function AuditPage() {
  return (
    <AdminPage isWide>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Audit log'))
  const [wanted, setWanted] = useState<AuditWanted>({})
  const log = useInfiniteQuery({
    queryKey: [...AUDIT, wanted],
    queryFn: ({ pageParam, signal }) => getAudit(wanted, pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.before ?? undefined,
    staleTime: 0,
  })
  const pages = log.data?.pages
  const entries = pages?.flatMap((page) => page.items) ?? []
  const days = pages?.[0]?.retention_days
  return (
    <>
      <PageHead
        title={t('Audit log')}
        actions={
          <Button icon={Download} onClick={() => window.location.assign(auditCsv(wanted))}>
            {t('Download as CSV')}
          </Button>
        }
      >
        {t('What was done in your team, by whom and from where.')}{' '}
        {days !== undefined &&
          (days > 0
            ? plural(days, { one: 'Entries are kept for {n} day.', other: 'Entries are kept for {n} days.' })
            : t('Entries are kept for ever.'))}
      </PageHead>
      <Filters wanted={wanted} onChange={setWanted} />
      <Refused asked={log} />
      {log.isPending && <Skeleton lines={8} />}
      {pages && entries.length === 0 && !log.hasNextPage && (
        <p className={styles.nothing}>{t('Nothing of that kind was done.')}</p>
      )}
      {byDay(entries).map(([day, some]) => (
        <section key={day} aria-label={day}>
          <h2 className={styles.day}>{day}</h2>
          <ul className={styles.log}>
            {some.map((entry) => (
              <Line key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {log.hasNextPage && (
        <div className={styles.pager}>
          <Button onClick={() => void log.fetchNextPage()} working={log.isFetchingNextPage && t('Loading…')}>
            {t('Show older entries')}
          </Button>
        </div>
      )}
    </>
  )
}

function byDay(entries: readonly AuditEntry[]): [string, AuditEntry[]][] {
  const days = new Map<string, AuditEntry[]>()
  for (const entry of entries) {
    const day = sayFullDate(new Date(entry.at))
    const there = days.get(day)
    if (there) there.push(entry)
    else days.set(day, [entry])
  }
  return [...days]
}

function Line({ entry }: { entry: AuditEntry }) {
  const facts = factsInWords(entry)
  const { actor, object } = entry
  const isSelf = object.kind === 'user' && actor.kind === 'person' && object.id === String(actor.id)
  return (
    <li className={styles.entry}>
      <span className={styles.face}>
        {actor.kind === 'person' && actor.id !== null ? (
          <Avatar id={actor.id} name={actor.name} size={32} />
        ) : (
          <Tile size={32} {...(actor.kind === 'integration' ? {} : { icon: TILES[actor.kind] })} />
        )}
      </span>
      <div className={styles.said}>
        <b translate="no">{actorInWords(entry)}</b> · {actionInWords(entry.action)}
        {object.name && !isSelf && (
          <>
            {': '}
            <span translate="no">{object.name}</span>
          </>
        )}
      </div>
      <time className={styles.when} dateTime={entry.at}>
        {sayTime(new Date(entry.at))}
      </time>
      {facts && (
        <div className={styles.facts} translate="no">
          {facts}
        </div>
      )}
    </li>
  )
}

const TILES = { person: Server, command: SquareTerminal, server: Server, integration: Server } as const

function Filters({ wanted, onChange }: { wanted: AuditWanted; onChange: (next: AuditWanted) => void }) {
  const people = useQuery({
    queryKey: ['admin-people-names'],
    queryFn: ({ signal }) => listNames(signal),
    staleTime: 60_000,
  })
  const compare = collator().compare
  const actions = Object.keys(ACTIONS)
    .map((action) => ({ value: action, text: actionInWords(action) }))
    .sort((one, other) => compare(one.text, other.text))
  const set = (change: AuditWanted) => onChange({ ...wanted, ...change })
  return (
    <fieldset className={styles.filters} aria-label={t('Which entries')}>
      <SelectField
        label={t('Person')}
        value={wanted.user === undefined ? '' : String(wanted.user)}
        options={[
          { value: '', text: t('Everybody') },
          ...(people.data ?? []).map((one) => ({ value: String(one.id), text: one.name })),
        ]}
        onChange={(event) => set({ user: event.target.value ? Number(event.target.value) : undefined })}
      />
      <SelectField
        label={t('What')}
        value={wanted.action ?? ''}
        options={[{ value: '', text: t('Everything') }, ...actions]}
        onChange={(event) => set({ action: event.target.value || undefined })}
      />
      <TextField
        label={t('From')}
        type="date"
        value={wanted.since ?? ''}
        onChange={(event) => set({ since: event.target.value || undefined })}
      />
      <TextField
        label={t('Until')}
        type="date"
        value={wanted.until ?? ''}
        onChange={(event) => set({ until: event.target.value || undefined })}
      />
    </fieldset>
  )
}
