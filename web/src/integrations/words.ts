import { SCOPES } from '../scopes'
import { sayFuture, sayPast } from '../ui/times'
import type { Attempt, Delivery, DeliveryState, ModuleKind, WebhookHealth } from './calls'

/** What a webhook can hear of, in the order in which people need it. */
export const EVENTS: readonly { value: string; text: string }[] = [
  { value: 'room_message', text: 'A message is written' },
  { value: 'room_notification', text: 'An integration posts a notification' },
  { value: 'room_file_upload', text: 'A file is shared' },
  { value: 'room_topic_change', text: 'The topic changes' },
  { value: 'room_enter', text: 'Somebody comes in' },
  { value: 'room_exit', text: 'Somebody leaves' },
  { value: 'room_archived', text: 'The room is archived' },
  { value: 'room_unarchived', text: 'The room is opened again' },
  { value: 'room_deleted', text: 'The room is deleted' },
]

/** Only of these a pattern chooses some. */
export function takesPattern(event: string): boolean {
  return event === 'room_message' || event === 'room_notification'
}

export function eventInWords(event: string): string {
  const known = EVENTS.find((one) => one.value === event)
  return known?.text ?? (event === 'room_created' ? 'A room is created' : event)
}

const KINDS: Record<ModuleKind, [one: string, many: string]> = {
  glance: ['glance', 'glances'],
  webPanel: ['side panel', 'side panels'],
  dialog: ['dialog', 'dialogs'],
  action: ['action', 'actions'],
  externalPage: ['page', 'pages'],
}

/** What each kind is, for people who have never seen one. */
export const KIND_HINTS: Record<ModuleKind, string> = {
  glance: 'A line with its state above the messages',
  webPanel: 'A page of its own beside the messages',
  dialog: 'A page of its own over the room',
  action: 'An entry in the menu of a message, or beside the message box',
  externalPage: 'A link to a page elsewhere',
}

export function kindInWords(kind: ModuleKind): string {
  const [one] = KINDS[kind] ?? [kind]
  return `${one[0]?.toUpperCase()}${one.slice(1)}`
}

/** An add-on acts for itself, not as the person who installs it: words that differ from those of tokens. */
export const AS_ADDON: Readonly<Record<string, readonly [can: string, hint: string]>> = {
  view_messages: ['Read messages', 'Everything that is written in the rooms it is installed for.'],
  send_message: ['Write messages', 'Under its own name.'],
  admin_room: ['Administer rooms', 'Topics, members and webhooks.'],
  admin_group: ['Administer people', 'Create, change and delete people.'],
}

/** «May send notifications and see rooms.» */
export function mayInWords(scopes: readonly string[]): string {
  const known = SCOPES.filter((scope) => scopes.includes(scope.id)).map((scope) =>
    lower(AS_ADDON[scope.id]?.[0] ?? scope.can),
  )
  const unknown = scopes.filter((id) => !SCOPES.some((scope) => scope.id === id))
  const all = [...known, ...unknown.map((id) => (id === 'import_data' ? 'import data' : id))]
  return all.length ? `May ${listed(all)}.` : 'Has no permissions: it only listens and shows.'
}

/** «a, b and c» */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function lower(text: string): string {
  return `${text[0]?.toLowerCase()}${text.slice(1)}`
}

export type Mood = 'default' | 'success' | 'moved' | 'error'

/** How a webhook is doing, in a word and a sentence. */
export function healthOf(health: WebhookHealth, now?: Date): { mood: Mood; word: string; said: string } {
  const { switched_off: reason, last, failed, waiting } = health
  if (reason) return { mood: 'error', word: 'Switched off', said: reason }
  if (!last) {
    return waiting
      ? {
          mood: 'default',
          word: 'On its way',
          said: `${counted(waiting, 'delivery', 'deliveries')} on the way`,
        }
      : { mood: 'default', word: 'Waiting', said: 'Nothing was sent yet' }
  }
  const when = sayPast(new Date(last.at), now)
  const behind = waiting ? `, ${counted(waiting, 'delivery', 'deliveries')} waiting` : ''
  if (!isGood(last)) {
    const said = last.status === null ? resultOf(last) : `Answered ${last.status}`
    return { mood: 'moved', word: 'Failing', said: `${said}, ${when}${behind}` }
  }
  if (failed)
    return {
      mood: 'moved',
      word: 'Some failed',
      said: `${counted(failed, 'failed', 'failed')}, the last one arrived ${when}`,
    }
  return { mood: 'success', word: 'Healthy', said: `${last.took_ms} ms, ${when}${behind}` }
}

function counted(n: number, one: string, many: string): string {
  return `${n >= 100 ? '100 or more' : n} ${n === 1 ? one : many}`
}

export function isGood(attempt: Attempt): boolean {
  return attempt.status !== null && attempt.status >= 200 && attempt.status < 300
}

/** The status, or why there is none. */
export function resultOf(attempt: Attempt): string {
  return attempt.status === null ? sentenceCase(attempt.error ?? 'no answer') : String(attempt.status)
}

function sentenceCase(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}

export const STATES: Record<DeliveryState, { mood: Mood; word: string }> = {
  waiting: { mood: 'moved', word: 'Waiting' },
  delivered: { mood: 'success', word: 'Delivered' },
  failed: { mood: 'error', word: 'Failed' },
  dropped: { mood: 'default', word: 'Dropped' },
}

/** What comes next for a delivery, or what came last. */
export function aboutDelivery(delivery: Delivery, now: Date = new Date()): string {
  const tries = delivery.attempts === 1 ? '1 try' : `${delivery.attempts} tries`
  if (delivery.state === 'waiting') {
    if (!delivery.last) return 'on its way'
    return `${tries}, again ${dueInWords(delivery.due, now)}`
  }
  return delivery.last ? `${tries}, ${tookInWords(delivery.last.took_ms)}` : 'not sent'
}

function dueInWords(due: string | null, now: Date): string {
  if (!due) return 'soon'
  const seconds = Math.round((new Date(due).getTime() - now.getTime()) / 1000)
  if (seconds <= 1) return 'now'
  if (seconds < 90) return `in ${seconds} seconds`
  if (seconds < 5400) return `in ${Math.round(seconds / 60)} minutes`
  if (seconds < 86_400) return `in ${Math.round(seconds / 3600)} hours`
  return sayFuture(new Date(due), now)
}

export function tookInWords(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** A body as people read it. */
export function pretty(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2)
}
