import { formatList, formatNumber, formatRelative, type Message, msg, plural, t } from '../i18n'
import { locale } from '../i18n/catalogue'
import { SCOPES } from '../scopes'
import { sayFuture, sayPast } from '../ui/times'
import type { Attempt, Delivery, DeliveryState, ModuleKind, WebhookHealth } from './calls'

/** What a webhook can hear of, in the order in which people need it. */
export const EVENTS: readonly { value: string; text: Message }[] = [
  { value: 'room_message', text: msg('A message is written') },
  { value: 'room_notification', text: msg('An integration posts a notification') },
  { value: 'room_file_upload', text: msg('A file is shared') },
  { value: 'room_topic_change', text: msg('The topic changes') },
  { value: 'room_enter', text: msg('Somebody comes in') },
  { value: 'room_exit', text: msg('Somebody leaves') },
  { value: 'room_archived', text: msg('The room is archived') },
  { value: 'room_unarchived', text: msg('The room is opened again') },
  { value: 'room_deleted', text: msg('The room is deleted') },
]

/** Only of these a pattern chooses some. */
export function takesPattern(event: string): boolean {
  return event === 'room_message' || event === 'room_notification'
}

export function eventInWords(event: string): string {
  const known = EVENTS.find((one) => one.value === event)
  if (known) return t(known.text)
  return event === 'room_created' ? t('A room is created') : event
}

const KINDS: Record<ModuleKind, Message> = {
  glance: msg('Glance'),
  webPanel: msg('Side panel'),
  dialog: msg('Dialog'),
  action: msg('Action'),
  externalPage: msg('Page'),
}

/** What each kind is, for people who have never seen one. */
export const KIND_HINTS: Record<ModuleKind, Message> = {
  glance: msg('A line with its state above the messages'),
  webPanel: msg('A page of its own beside the messages'),
  dialog: msg('A page of its own over the room'),
  action: msg('An entry in the menu of a message, or beside the message box'),
  externalPage: msg('A link to a page elsewhere'),
}

export function kindInWords(kind: ModuleKind): string {
  const known = KINDS[kind]
  return known ? t(known) : sentenceCase(kind)
}

/** An add-on acts for itself, not as the person who installs it: words that differ from those of tokens. */
export const AS_ADDON: Readonly<Record<string, readonly [can: Message, hint: Message]>> = {
  view_messages: [msg('Read messages'), msg('Everything that is written in the rooms it is installed for.')],
  send_message: [msg('Write messages'), msg('Under its own name.')],
  admin_room: [msg('Administer rooms'), msg('Topics, members and webhooks.')],
  admin_group: [msg('Administer people'), msg('Create, change and delete people.')],
}

/** «May send notifications and see rooms.» */
export function mayInWords(scopes: readonly string[]): string {
  const known = SCOPES.filter((scope) => scopes.includes(scope.id)).map((scope) =>
    lower(t(AS_ADDON[scope.id]?.[0] ?? scope.can)),
  )
  const unknown = scopes.filter((id) => !SCOPES.some((scope) => scope.id === id))
  const all = [...known, ...unknown.map((id) => (id === 'import_data' ? t('import data') : id))]
  return all.length
    ? t('May {list}.', { list: formatList(all) })
    : t('Has no permissions: it only listens and shows.')
}

/** Inside a sentence. Only English: German begins these with a noun. */
function lower(text: string): string {
  if (!locale().startsWith('en')) return text
  return `${text[0]?.toLowerCase()}${text.slice(1)}`
}

export type Mood = 'default' | 'success' | 'moved' | 'error'

/** How a webhook is doing, in a word and a sentence. */
export function healthOf(health: WebhookHealth, now?: Date): { mood: Mood; word: string; said: string } {
  const { switched_off: reason, last, failed, waiting } = health
  if (reason) return { mood: 'error', word: t('Switched off'), said: reason }
  if (!last) {
    return waiting
      ? {
          mood: 'default',
          word: t('On its way'),
          said: isMany(waiting)
            ? t('100 or more deliveries on the way')
            : plural(waiting, { one: '{n} delivery on the way', other: '{n} deliveries on the way' }),
        }
      : { mood: 'default', word: t('Waiting'), said: t('Nothing was sent yet') }
  }
  const when = sayPast(new Date(last.at), now)
  const behind = waiting ? [inLine(waiting)] : []
  if (!isGood(last)) {
    const said =
      last.status === null
        ? resultOf(last).replace(/\.$/, '')
        : t('Answered {status}', { status: last.status })
    return { mood: 'moved', word: t('Failing'), said: [said, when, ...behind].join(', ') }
  }
  if (failed)
    return {
      mood: 'moved',
      word: t('Some failed'),
      said: isMany(failed)
        ? t('100 or more failed, the last one arrived {when}', { when })
        : plural(
            failed,
            {
              one: '{n} failed, the last one arrived {when}',
              other: '{n} failed, the last one arrived {when}',
            },
            { when },
          ),
    }
  return {
    mood: 'success',
    word: t('Healthy'),
    said: [tookInWords(last.took_ms), when, ...behind].join(', '),
  }
}

/** The server counts no further. */
function isMany(n: number): boolean {
  return n >= 100
}

function inLine(n: number): string {
  return isMany(n)
    ? t('100 or more deliveries waiting')
    : plural(n, { one: '{n} delivery waiting', other: '{n} deliveries waiting' })
}

export function isGood(attempt: Attempt): boolean {
  return attempt.status !== null && attempt.status >= 200 && attempt.status < 300
}

/** The status, or why there is none. */
export function resultOf(attempt: Attempt): string {
  return attempt.status === null ? sentenceCase(attempt.error ?? t('no answer')) : String(attempt.status)
}

function sentenceCase(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}

export const STATES: Record<DeliveryState, { mood: Mood; word: Message }> = {
  waiting: { mood: 'moved', word: msg('Waiting') },
  delivered: { mood: 'success', word: msg('Delivered') },
  failed: { mood: 'error', word: msg('Failed') },
  dropped: { mood: 'default', word: msg('Dropped') },
}

/** What comes next for a delivery, or what came last. */
export function aboutDelivery(delivery: Delivery, now: Date = new Date()): string {
  const tries = plural(delivery.attempts, { one: '{n} try', other: '{n} tries' })
  if (delivery.state === 'waiting') {
    if (!delivery.last) return t('on its way')
    return t('{tries}, again {when}', { tries, when: dueInWords(delivery.due, now) })
  }
  return delivery.last ? `${tries}, ${tookInWords(delivery.last.took_ms)}` : t('not sent')
}

function dueInWords(due: string | null, now: Date): string {
  const seconds = due ? Math.round((new Date(due).getTime() - now.getTime()) / 1000) : 0
  // It may be due for a while: a receiver that is down is called by one at a time.
  if (!due || seconds <= 1) return t('soon')
  if (seconds < 90) return formatRelative(seconds, 'second')
  if (seconds < 5400) return formatRelative(Math.round(seconds / 60), 'minute')
  if (seconds < 86_400) return formatRelative(Math.round(seconds / 3600), 'hour')
  return sayFuture(new Date(due), now)
}

export function tookInWords(ms: number): string {
  return ms < 1000
    ? t('{n} ms', { n: ms })
    : t('{n} s', { n: formatNumber(ms / 1000, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) })
}

/** A body as people read it. */
export function pretty(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2)
}
