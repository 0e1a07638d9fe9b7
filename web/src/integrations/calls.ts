import { ask, del, get, post, withQuery } from '../api/client'
import type { Items, Token } from '../api/types'

interface RoomRef {
  id: number
  name: string
}

export interface ScopeOut {
  id: string
  name: string
  description: string
}

/** An installed add-on. Without a room it is installed for the whole team. */
export interface Addon {
  oauth_id: string
  key: string
  name: string
  description: string
  room: RoomRef | null
  scopes: string[]
  is_disabled: boolean
  /** Scopes of an update that wait for somebody's consent. */
  waits_for: string[]
  /** Null when it was given as a text. */
  url: string | null
  configure_url: string | null
  has_admin_page: boolean
  installed_by: number | null
  installed: string
  updated: string
}

export type ModuleKind = 'glance' | 'webPanel' | 'dialog' | 'action' | 'externalPage'

/** What would be installed. */
export interface Review {
  key: string
  name: string
  description: string
  homepage: string | null
  vendor: { name: string; url: string } | null
  scopes: ScopeOut[]
  modules: { kind: ModuleKind; key: string; name: string }[]
  webhooks: { event: string; pattern: string; url: string }[]
  allows_group: boolean
  allows_room: boolean
  room: RoomRef | null
  installed_as: string | null
  warnings: string[]
}

export interface Attempt {
  at: string
  took_ms: number
  /** Null where no answer came; then `error` says why. */
  status: number | null
  error: string | null
  answer: string | null
}

export interface WebhookHealth {
  id: number
  event: string
  name: string
  url: string
  room_id: number | null
  /** Why it is switched off. */
  switched_off: string | null
  /** Counted to a hundred. */
  waiting: number
  failed: number
  last: Attempt | null
}

export interface WebhookEntry {
  owner: string
  key: string | null
  pattern: string
  /** It came with its add-on, and goes with it alone. */
  is_declared: boolean
  health: WebhookHealth
}

export interface HandMadeAddon {
  oauth_id: string
  key: string
  name: string
  scopes: string[]
  room: RoomRef | null
}

export interface RoomIntegrations {
  addons: Addon[]
  hand_made: HandMadeAddon[]
  tokens: Token[]
  webhooks: WebhookEntry[]
}

export const getIntegrations = (room: number, signal?: AbortSignal): Promise<RoomIntegrations> =>
  get(`/api/room/${room}/integrations`, signal)

// ---- add-ons

/** Where a descriptor comes from: its address, or its text. */
export type Source = { url: string } | { descriptor: Record<string, unknown> }

const addonPath = (id: string): string => `/api/addon/${encodeURIComponent(id)}`
const inRoom = (room: number | null) => (room === null ? {} : { room })

export const reviewAddon = (source: Source, room: number | null): Promise<Review> =>
  post('/api/addon/review', { ...source, ...inRoom(room) })

export const installAddon = (
  source: Source,
  room: number | null,
  scopes: string[],
): Promise<{ addon: Addon; redirect: string | null }> =>
  post('/api/addon', { ...source, ...inRoom(room), scopes })

export const listAddons = async (signal?: AbortSignal): Promise<Addon[]> =>
  (await get<Items<Addon>>('/api/addons', signal)).items

export const updateAddon = (
  id: string,
  change: { scopes?: string[]; descriptor?: Record<string, unknown> } = {},
): Promise<{ waits_for: ScopeOut[]; problem: string | null }> => post(`${addonPath(id)}/update`, change)

export const switchAddon = (id: string, on: boolean): Promise<void> =>
  post(`${addonPath(id)}/${on ? 'enable' : 'disable'}`)

/** A 200 with an address, although it is a deletion. */
export const removeAddon = (id: string): Promise<{ redirect: string | null }> =>
  ask<{ redirect: string | null }>(addonPath(id), { method: 'DELETE' }).then((answer) => answer.data)

/** The address of the configuration page, signed for me. */
export const openConfiguration = (
  room: number,
  id: string,
  theme: 'light' | 'dark',
): Promise<{ url: string }> =>
  post(`/api/room/${room}/extension/${encodeURIComponent(id)}/configurable/configurable/open`, {
    values: {},
    theme,
  })

/** Pages of an add-on outside of any room. */
export type GroupPage = 'configurable' | 'adminPage'

export const getAddon = (id: string, signal?: AbortSignal): Promise<Addon> => get(addonPath(id), signal)

/** The address of such a page, signed for me. */
export const openGroupPage = (
  id: string,
  page: GroupPage,
  theme: 'light' | 'dark',
): Promise<{ url: string }> => post(`${addonPath(id)}/open`, { page, theme })

/** What the page sends to its own backend. */
export const getGroupPageToken = async (id: string, page: GroupPage): Promise<string> =>
  (await post<{ token: string }>(`${addonPath(id)}/token`, { page })).token

// ---- webhooks

export interface WebhookIn {
  url: string
  event: string
  pattern: string
  name: string
}

export const createWebhook = (room: number, body: WebhookIn): Promise<{ id: number }> =>
  post(`/v2/room/${room}/webhook`, body)

export const deleteWebhook = (room: number, id: number): Promise<void> =>
  del(`/v2/room/${room}/webhook/${id}`)

export const getWebhook = (id: number, signal?: AbortSignal): Promise<WebhookHealth> =>
  get(`/api/webhook/${id}`, signal)

export const getWebhookSecret = (id: number): Promise<{ secret: string }> => get(`/api/webhook/${id}/secret`)

export const testWebhook = (id: number): Promise<{ delivery_id: string }> => post(`/api/webhook/${id}/test`)

export const switchOnWebhook = (id: number): Promise<void> => post(`/api/webhook/${id}/switch_on`)

export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'dropped'

export interface Delivery {
  id: number
  delivery_id: string
  event: string
  state: DeliveryState
  attempts: number
  created: string
  due: string | null
  finished: string | null
  last: Attempt | null
}

export interface FullDelivery extends Delivery {
  request: { method: string; url: string; headers: Record<string, string>; body: unknown }
  tries: Attempt[]
}

export interface DeliveryPage {
  items: Delivery[]
  before: number | null
}

export const listDeliveries = (
  webhook: number,
  page: { state?: DeliveryState | undefined; before?: number | undefined },
  signal?: AbortSignal,
): Promise<DeliveryPage> =>
  get(withQuery(`/api/webhook/${webhook}/deliveries`, { ...page, limit: 30 }), signal)

export const getDelivery = (id: number, signal?: AbortSignal): Promise<FullDelivery> =>
  get(`/api/delivery/${id}`, signal)

export const resendDelivery = (id: number): Promise<void> => post(`/api/delivery/${id}/resend`)

export const resendFailed = (webhook: number): Promise<{ count: number }> =>
  post(`/api/webhook/${webhook}/resend`)

// ---- where they lie in the query cache

export const integrationsKey = (room: number) => ['integrations', room] as const
export const ADDONS = ['addons'] as const
export const webhookKey = (id: number) => ['webhook', id] as const
