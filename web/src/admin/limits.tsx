import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError, sentence } from '../api/errors'
import { formatNumber, type Message, msg, plural, t } from '../i18n'
import { Callout, Loaded, PageHead, Pane, TextField, toast, useTitle } from '../ui'
import styles from './admin.module.css'
import { getLimits, type LimitEntry, setLimits } from './admin-calls'
import { AdminPage } from './admin-page'
import { SaveBar } from './list-parts'

const LIMITS = ['admin-limits'] as const

const NAMES: Record<string, Message> = {
  rate_limit_user: msg('Calls with a token of a person or a room'),
  rate_limit_addon: msg('Calls of an add-on'),
  rate_limit_v1: msg('Calls with a token of API v1'),
  flood_limit: msg('Messages to one room or person over the API'),
}

/** `/admin/limits`: the server's figures, and lower ones of the team's own. */
export function LimitsPage() {
  return (
    <AdminPage>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Limits'))
  const limits = useQuery({
    queryKey: LIMITS,
    queryFn: ({ signal }) => getLimits(signal),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <>
      <PageHead title={t('Limits')}>
        {t(
          'What scripts and add-ons may do in a span of time. Your team can have lower figures than the server, never higher ones. People who chat here are not counted.',
        )}
      </PageHead>
      <Loaded query={limits} lines={6}>
        {(items) => <Form key={JSON.stringify(items)} items={items} />}
      </Loaded>
    </>
  )
}

const textsOf = (items: readonly LimitEntry[]): Record<string, string> =>
  Object.fromEntries(items.map((one) => [one.id, one.group === null ? '' : String(one.group)]))

/** Where the server has no limit of its own. */
const MOST = 1_000_000

function faultOf(text: string, item: LimitEntry): string | null {
  if (!text.trim()) return null
  if (!/^\d{1,7}$/.test(text.trim()) || Number(text) < 1) return t('Enter a whole number, or nothing.')
  const most = item.server > 0 ? item.server : MOST
  return Number(text) > most ? t('The server allows {n} at most.', { n: formatNumber(most) }) : null
}

function Form({ items }: { items: readonly LimitEntry[] }) {
  const before = textsOf(items)
  const [texts, setTexts] = useState(before)
  const [sent, setSent] = useState(false)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      setLimits(
        Object.fromEntries(items.map(({ id }) => [id, texts[id]?.trim() ? Number(texts[id]) : null])),
      ),
    onSuccess: (saved) => {
      queries.setQueryData(LIMITS, saved)
      toast(t('The limits are saved.'))
    },
  })
  const isChanged = items.some(({ id }) => before[id] !== texts[id]?.trim())
  const isSound = items.every((item) => !faultOf(texts[item.id] ?? '', item))
  const refused = save.error instanceof ApiError ? save.error : null

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (isSound && isChanged && !save.isPending) save.mutate()
  }

  return (
    <form onSubmit={submit} noValidate aria-label={t('Limits')}>
      <Pane>
        <div className={styles.form}>
          {items.map((item) => {
            const words = NAMES[item.id]
            return (
              <TextField
                key={item.id}
                label={words ? t(words) : item.name}
                inputMode="numeric"
                autoComplete="off"
                maxLength={7}
                placeholder={item.server > 0 ? formatNumber(item.server) : t('No limit')}
                hint={spanOf(item)}
                value={texts[item.id] ?? ''}
                error={
                  (sent ? faultOf(texts[item.id] ?? '', item) : null) ??
                  (refused?.field === item.id ? refused.message : null)
                }
                onChange={(event) => setTexts((now) => ({ ...now, [item.id]: event.target.value }))}
              />
            )
          })}
        </div>
      </Pane>
      {save.isError && !refused?.field && (
        <Callout kind="red" alert>
          {sentence(save.error)}
        </Callout>
      )}
      <SaveBar isChanged={isChanged} isSaving={save.isPending} onUndo={() => setTexts(before)}>
        {t('An empty field takes the figure of the server.')}
      </SaveBar>
    </form>
  )
}

function spanOf({ window_s, server }: LimitEntry): string {
  const minutes = Math.round(window_s / 60)
  const span = plural(minutes, { one: 'In {n} minute.', other: 'In {n} minutes.' })
  return server > 0
    ? `${span} ${t('The server allows {n}.', { n: formatNumber(server) })}`
    : `${span} ${t('The server has no limit.')}`
}
