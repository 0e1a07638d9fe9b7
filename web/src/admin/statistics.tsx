import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sizeInWords } from '../files/words'
import { formatDate, formatNumber, msg, plural, sayEach, t } from '../i18n'
import { useSession } from '../session/session'
import { Loaded, PageHead, Pane, Segments, useTitle } from '../ui'
import styles from './admin.module.css'
import { getStatistics, type Statistics, type Totals } from './admin-calls'
import { AdminPage } from './admin-page'
import { byMonth, inLocalHours } from './figures'
import { Plot, type Point } from './plot'

const STATISTICS = ['admin-statistics'] as const

const SPANS = [
  { value: '7', text: msg('7 days') },
  { value: '30', text: msg('30 days') },
  { value: '365', text: msg('A year') },
] as const

/** `/admin/statistics`: what was said, by whom, how much by machines. */
export function StatisticsPage() {
  return (
    <AdminPage isWide>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Statistics'))
  const [span, setSpan] = useState<(typeof SPANS)[number]['value']>('30')
  const group = useSession().data?.group?.name ?? ''
  const days = Number(span)
  const found = useQuery({
    queryKey: [...STATISTICS, days],
    queryFn: ({ signal }) => getStatistics(days, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return (
    <>
      <PageHead
        title={t('Statistics')}
        actions={<Segments label={t('How long')} value={span} options={sayEach(SPANS)} onChange={setSpan} />}
      >
        {t('{group}, the last {n} days. Counted on this server, sent nowhere.', { group, n: days })}
      </PageHead>
      <Loaded query={found} lines={10}>
        {(figures) => <Figures figures={figures} />}
      </Loaded>
    </>
  )
}

function Figures({ figures }: { figures: Statistics }) {
  const { total, before } = figures
  return (
    <>
      <dl className={styles.stats}>
        <Stat name={t('Messages')} value={formatNumber(total.messages)}>
          {compared(total, before, 'messages')}
        </Stat>
        <Stat name={t('Notifications')} value={formatNumber(total.notifications)}>
          {compared(total, before, 'notifications')}
        </Stat>
        <Stat name={t('People active')} value={formatNumber(total.people)}>
          {t('of {n}', { n: formatNumber(figures.people_in_group) })}
        </Stat>
        <Stat name={t('Files')} value={sizeInWords(figures.file_bytes)}>
          {figures.file_space > 0
            ? t('of {space}', { space: sizeInWords(figures.file_space) })
            : t('without a limit')}
        </Stat>
      </dl>
      <Plots figures={figures} />
      <div className={styles.plots}>
        <Rooms figures={figures} />
        <Integrations figures={figures} />
      </div>
    </>
  )
}

function Stat({ name, value, children }: { name: string; value: string; children: string }) {
  return (
    <div className={styles.stat}>
      <dt>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.more}>{children}</dd>
    </div>
  )
}

function compared(total: Totals, before: Totals, what: 'messages' | 'notifications'): string {
  const [now, then] = [total[what], before[what]]
  if (then === 0) return now === 0 ? t('none before either') : t('none in the time before')
  const percent = Math.round(((now - then) / then) * 100)
  if (percent === 0) return t('as many as before')
  return percent > 0
    ? t('{n} % more than before', { n: formatNumber(percent) })
    : t('{n} % less than before', { n: formatNumber(-percent) })
}

function Plots({ figures }: { figures: Statistics }) {
  const points = (what: 'messages' | 'notifications' | 'people'): Point[] =>
    figures.days.map((day) => pointOf(day.date, day[what]))
  const isYear = figures.days.length > 100
  const shown = (what: 'messages' | 'notifications'): Point[] =>
    isYear ? byMonth(figures.days, what).map(monthPoint) : points(what)
  const kind = isYear ? 'columns' : 'area'
  const hours = inLocalHours(figures.hours, new Date().getTimezoneOffset()).map((sum, hour) => ({
    label: clock(hour),
    name: t('{from} to {to}', { from: clock(hour), to: clock((hour + 1) % 24) }),
    value: Math.round((sum * 10) / figures.days.length) / 10,
  }))
  const busiest = hours.reduce((best, hour) => (hour.value > best.value ? hour : best))
  return (
    <div className={styles.plots}>
      <Plot
        title={isYear ? t('Messages a month') : t('Messages a day')}
        unit={t('Messages')}
        kind={kind}
        points={shown('messages')}
        finding={finding(shown('messages'))}
      />
      <Plot
        title={t('People active a day')}
        unit={t('People')}
        kind="area"
        points={points('people')}
        finding={finding(points('people'))}
      />
      <Plot
        title={isYear ? t('Notifications a month') : t('Notifications a day')}
        unit={t('Notifications')}
        kind={kind}
        points={shown('notifications')}
        finding={finding(shown('notifications'))}
      />
      <Plot
        title={t('Messages an hour, on average')}
        unit={t('Messages')}
        kind="columns"
        points={hours}
        every={6}
        finding={
          busiest.value > 0
            ? t('Most is said from {span}.', { span: busiest.name })
            : t('Less than one an hour.')
        }
      />
    </div>
  )
}

/** Days are those of UTC, as the server counts them. */
function pointOf(date: string, value: number): Point {
  const day = new Date(`${date}T00:00:00Z`)
  return {
    label: formatDate(day, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
    name: formatDate(day, { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' }),
    value,
  }
}

function monthPoint({ month, value }: { month: string; value: number }): Point {
  const day = new Date(`${month}-01T00:00:00Z`)
  return {
    label: formatDate(day, { month: 'short', timeZone: 'UTC' }),
    name: formatDate(day, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    value,
  }
}

const clock = (hour: number): string =>
  formatDate(new Date(2026, 0, 1, hour), { hour: 'numeric', minute: '2-digit' })

/** What the picture shows, for who does not see it. */
function finding(points: readonly Point[]): string {
  const most = points.reduce((best, point) => (point.value > best.value ? point : best))
  const last = points.at(-1)
  if (most.value === 0 || !last) return t('Nothing yet.')
  return t('The most was {most} on {day}, the last {last}.', {
    most: formatNumber(most.value),
    day: most.name,
    last: formatNumber(last.value),
  })
}

function Rooms({ figures: { rooms } }: { figures: Statistics }) {
  return (
    <Pane>
      <h2 className={styles.title}>{t('Busiest rooms')}</h2>
      {rooms.length === 0 ? (
        <p className="quiet">{t('Nothing was said in a room that you may see.')}</p>
      ) : (
        <table className={styles.table} aria-label={t('Busiest rooms')}>
          <thead>
            <tr>
              <th scope="col">{t('Room')}</th>
              <th scope="col">{t('Messages')}</th>
              <th scope="col">{t('Notifications')}</th>
            </tr>
          </thead>
          <tbody>
            {rooms.slice(0, 10).map((room) => (
              <tr key={room.id}>
                <td translate="no">{room.name}</td>
                <td className={styles.number}>{formatNumber(room.messages)}</td>
                <td className={styles.number}>{formatNumber(room.notifications)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Pane>
  )
}

function Integrations({ figures: { integrations } }: { figures: Statistics }) {
  return (
    <Pane>
      <h2 className={styles.title}>{t('Integrations')}</h2>
      {integrations.length === 0 ? (
        <p className="quiet">{t('No integration has posted anything.')}</p>
      ) : (
        <table className={styles.table} aria-label={t('Integrations')}>
          <thead>
            <tr>
              <th scope="col">{plural(integrations.length, { one: '{n} name', other: '{n} names' })}</th>
              <th scope="col">{t('Notifications')}</th>
            </tr>
          </thead>
          <tbody>
            {integrations.slice(0, 10).map((one) => (
              <tr key={one.name}>
                <td translate="no">{one.name}</td>
                <td className={styles.number}>{formatNumber(one.notifications)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Pane>
  )
}
