import { get, post } from '../api/client'
import type { Addon, Asking, GlanceContent, Place } from './model'
import { themeNow } from './theme'

export const listExtensions = (roomId: number): Promise<{ addons: Addon[] }> =>
  get(`/api/room/${roomId}/extensions`)

function pathOf({ roomId, addon }: Pick<Asking, 'roomId' | 'addon'>): string {
  return `/api/room/${roomId}/extension/${encodeURIComponent(addon.oauth_id)}`
}

/** The signed address of a page; `values` fill its placeholders. */
export const openModule = (place: Place, values: Record<string, unknown>): Promise<{ url: string }> =>
  post(`${pathOf(place)}/${place.module.kind}/${encodeURIComponent(place.module.key)}/open`, {
    values,
    theme: themeNow(),
  })

export const queryGlance = (place: Place): Promise<{ content: GlanceContent }> =>
  post(`${pathOf(place)}/glance/${encodeURIComponent(place.module.key)}/query`)

/** A token that the page sends to its own backend. */
export const getPageToken = (place: Asking): Promise<{ token: string; expires_at: number }> =>
  post(`${pathOf(place)}/token`, { key: place.module.key })
