import { ask, del, get, post, put, withQuery } from '../api/client'
import type { Addon, WebhookHealth } from '../integrations/calls'

/** Page by page: what fits, and how many there are in all. */
export interface Listed<T, Counts> {
  items: T[]
  total: number
  counts: Counts
}

export const PAGE_SIZE = 50

interface Wanted<Filter> {
  query: string
  filter: Filter
  page: number
}

const listQuery = ({ query, filter, page }: Wanted<string>) => ({
  query: query.trim() || undefined,
  filter,
  'start-index': page * PAGE_SIZE,
  'max-results': PAGE_SIZE,
})

// ---- people

export type PeopleFilter = 'all' | 'admins' | 'guests' | 'deactivated'
export type Role = 'owner' | 'admin' | 'user'

export interface AdminPerson {
  id: number
  name: string
  mention_name: string
  email: string | null
  title: string
  role: Role | 'moderator' | 'guest'
  is_guest: boolean
  is_deactivated: boolean
  photo_url: string | null
  presence: 'chat' | 'away' | 'xa' | 'dnd' | null
  created: string
  last_active: string | null
  sessions: number
  tokens: number
}

export type AdminPeople = Listed<AdminPerson, Record<PeopleFilter, number>>

export interface SignInLink {
  id: number
  name: string
  link: string
  expires_in_days: number
}

export const listPeople = (wanted: Wanted<PeopleFilter>, signal?: AbortSignal): Promise<AdminPeople> =>
  get(withQuery('/api/admin/user', listQuery(wanted)), signal)

/** For choosing one: the first thousand by name. */
export const listNames = async (signal?: AbortSignal): Promise<AdminPerson[]> =>
  (await get<AdminPeople>('/api/admin/user?max-results=1000', signal)).items

export const addPerson = (body: { name: string; email: string; is_admin: boolean }): Promise<SignInLink> =>
  post('/api/admin/user', body)

/** `password`: one's own, for handing the team over. */
export const setRole = (id: number, role: Role, password = ''): Promise<void> =>
  put(`/api/admin/user/${id}/role`, password ? { role, password } : { role })

export const deactivate = (id: number): Promise<void> => post(`/api/admin/user/${id}/deactivate`)

export const reactivate = (id: number): Promise<SignInLink> => post(`/api/admin/user/${id}/reactivate`)

export const makeLink = (id: number): Promise<SignInLink> => post(`/api/admin/user/${id}/link`)

export const signOutEverywhere = (
  id: number,
  tokens: boolean,
): Promise<{ sessions: number; tokens: number }> => post(`/api/admin/user/${id}/sign-out`, { tokens })

// ---- rooms

export type RoomFilter = 'all' | 'public' | 'private' | 'archived'

export interface AdminRoom {
  id: number
  name: string
  topic: string
  privacy: 'public' | 'private'
  is_archived: boolean
  is_guest_accessible: boolean
  avatar_url: string | null
  owner: Named
  created: string
  messages: number
  last_active: string | null
}

export interface Named {
  id: number
  name: string
}

export type AdminRooms = Listed<AdminRoom, Record<RoomFilter, number>>

export const listRooms = (wanted: Wanted<RoomFilter>, signal?: AbortSignal): Promise<AdminRooms> =>
  get(withQuery('/api/admin/room', listQuery(wanted)), signal)

export const changeRoom = (
  id: number,
  change: { is_archived?: boolean; owner?: string | number },
): Promise<void> => put(`/api/admin/room/${id}`, change)

export const deleteRoom = (id: number): Promise<void> => del(`/api/admin/room/${id}`)

// ---- the team

export interface GroupSettings {
  id: number
  name: string
  avatar_url: string | null
  owner: Named | null
  created: string
  newcomer_rooms: Named[]
}

export const GROUP = ['admin-group'] as const

export const getGroup = (signal?: AbortSignal): Promise<GroupSettings> => get('/api/admin/group', signal)

export const changeGroup = (change: { name?: string; newcomer_rooms?: number[] }): Promise<GroupSettings> =>
  put('/api/admin/group', change)

export type Level = 'everyone' | 'room_admins' | 'admins' | 'nobody'

export interface PermissionEntry {
  id: string
  name: string
  level: Level
  default: Level
  choices: Level[]
}

export interface Permissions {
  items: PermissionEntry[]
  edit_minutes: number | null
  delete_minutes: number | null
}

export const getPermissions = (signal?: AbortSignal): Promise<Permissions> =>
  get('/api/admin/permissions', signal)

export const setPermissions = (policy: Record<string, Level | number | null>): Promise<Permissions> =>
  put('/api/admin/permissions', policy)

export interface LimitEntry {
  id: string
  name: string
  window_s: number
  server: number
  group: number | null
  holds: number
}

export const getLimits = async (signal?: AbortSignal): Promise<LimitEntry[]> =>
  (await get<{ items: LimitEntry[] }>('/api/admin/limits', signal)).items

export const setLimits = async (limits: Record<string, number | null>): Promise<LimitEntry[]> =>
  (await put<{ items: LimitEntry[] }>('/api/admin/limits', limits)).items

// ---- emoticons

export async function addEmoticon(shortcut: string, picture: File): Promise<void> {
  const path = `/api/emoticon/${encodeURIComponent(shortcut)}`
  await ask<void>(path, { method: 'POST', bytes: picture, timeoutMs: 120_000 })
}

export const removeEmoticon = (shortcut: string): Promise<void> =>
  del(`/api/emoticon/${encodeURIComponent(shortcut)}`)

// ---- integrations

export interface TokenSums {
  kind: string
  count: number
  expired: number
  ending: number
  unused: number
}

export interface GroupWebhook {
  room: Named | null
  owner: string
  health: WebhookHealth
}

export interface GroupIntegrations {
  addons: Addon[]
  hand_made: {
    oauth_id: string
    name: string
    scopes: string[]
    room: Named | null
    last_used: string | null
  }[]
  webhooks: GroupWebhook[]
  tokens: TokenSums[]
}

export const getIntegrations = (signal?: AbortSignal): Promise<GroupIntegrations> =>
  get('/api/admin/integration', signal)

// ---- what was done, figures, health

export interface AuditEntry {
  id: number
  at: string
  action: string
  actor: {
    kind: 'person' | 'integration' | 'command' | 'server'
    id: number | null
    name: string
    token_id: number | null
  }
  object: { kind: string; id: string; name: string }
  details: Record<string, unknown>
  address: string
}

export interface AuditLog {
  items: AuditEntry[]
  before: number | null
  actions: string[]
  retention_days: number
}

export interface AuditWanted {
  user?: number | undefined
  action?: string | undefined
  since?: string | undefined
  until?: string | undefined
}

export const getAudit = (
  wanted: AuditWanted,
  before: number | undefined,
  signal?: AbortSignal,
): Promise<AuditLog> => get(withQuery('/api/admin/audit', { ...wanted, before }), signal)

/** A download: the browser goes there with its session. */
export const auditCsv = (wanted: AuditWanted): string => withQuery('/api/admin/audit.csv', { ...wanted })

export interface Totals {
  messages: number
  notifications: number
  people: number
}

export interface Statistics {
  days: { date: string; messages: number; notifications: number; people: number }[]
  /** Messages by hour of the day, UTC. */
  hours: number[]
  total: Totals
  before: Totals
  people_in_group: number
  file_bytes: number
  file_space: number
  rooms: { id: number; name: string; messages: number; notifications: number }[]
  integrations: { name: string; notifications: number }[]
}

export const getStatistics = (days: number, signal?: AbortSignal): Promise<Statistics> =>
  get(withQuery('/api/admin/statistics', { days }), signal)

export interface ServerHealth {
  version: string
  python: string
  started: string
  uptime_s: number
  has_bus: boolean
  database: { engine: string; version: string; bytes: number; write_ms: number }
  disk: { total: number; free: number }
  search: { behind: number }
  webhooks: { waiting: number; oldest_s: number | null; switched_off: number }
  connections: { sockets: number; people: number }
  memory_bytes: number | null
}

export const getHealth = (signal?: AbortSignal): Promise<ServerHealth> => get('/api/admin/health', signal)
