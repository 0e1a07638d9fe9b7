import type { RoomEntry } from '../api/types'

/** What add-ons bring into a room, as `GET /api/room/{room}/extensions` tells it. */

export type ModuleKind = 'glance' | 'webPanel' | 'dialog' | 'action' | 'externalPage' | 'configurable'

export interface Icon {
  url: string
  url2x?: string | null
}

export interface AddonModule {
  kind: ModuleKind
  key: string
  full_key: string
  name: string
  icon?: Icon | null
  weight?: number | null
  /** As the add-on wrote them; read by `conditions.ts`. */
  conditions?: unknown
  location?: string | null
  /** The key of another module, or {key, options}. */
  target?: unknown
  has_query?: boolean
  options?: unknown
  content?: GlanceContent | null
}

export interface Addon {
  oauth_id: string
  key: string
  name: string
  avatar_url?: string | null
  scopes: string[]
  is_disabled?: boolean
  modules: AddonModule[]
}

export interface GlanceContent {
  label: { type: 'html'; value: string }
  status?: { type: 'lozenge' | 'icon'; value: Record<string, unknown> } | null
  metadata?: Record<string, unknown> | null
}

/** What a glance shows. While it loads it may still show what it showed before. */
export interface Glance {
  state: 'loading' | 'failed' | 'ready'
  content: GlanceContent | null
  /** Why it failed: the add-on's author looks for it here first. */
  problem?: string
}

/** One module of one add-on in one room: what can be opened. */
/** Who asks for a token: a page of an add-on in a room. */
export interface Asking {
  roomId: number
  addon: { oauth_id: string }
  module: { key: string }
}

export interface Place {
  roomId: number
  addon: Addon
  module: AddonModule
}

/** What a page is opened with. */
export interface Opening {
  parameters?: unknown
  /** For the placeholders in the page's address. */
  values?: Record<string, unknown>
  /** Options that replace those of the module: of a dialog. */
  options?: unknown
  /** An action was chosen: the page hears an event of that name. */
  event?: { name: string; data: unknown }
}

/** A page on screen. */
export interface Shown extends Place, Opening {
  /** Changes with each opening, so that the page is loaded anew. */
  id: number
  /** Shown as it is: a link with `data-target="dialog"`. */
  address?: string
}

export function moduleOf(addon: Addon, key: string): AddonModule | undefined {
  return addon.modules.find((one) => one.kind !== 'action' && one.key === key)
}

/** The key of the module that a click opens, without the key of its add-on. */
export function targetOf(target: unknown, addon: Addon): { key: string; options?: unknown } | null {
  const given = typeof target === 'string' ? { key: target } : target
  if (!isFields(given) || typeof given.key !== 'string' || !given.key) return null
  const prefix = `${addon.key}:`
  const key = given.key.startsWith(prefix) ? given.key.slice(prefix.length) : given.key
  return { key, options: given.options }
}

export function glanceKey({ roomId, addon, module }: Place): string {
  return `${roomId}/${addon.oauth_id}/${module.key}`
}

export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Add-ons write texts as {value, i18n}, pages as plain strings. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return isFields(value) && typeof value.value === 'string' ? value.value : ''
}

export type RoomFacts = Pick<RoomEntry, 'id' | 'name' | 'topic' | 'privacy' | 'owner_id'>
