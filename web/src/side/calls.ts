import { get, withQuery } from '../api/client'
import type { Author, ChatMessage, Items, SharedFile } from '../api/types'
import { type ChatKey, idOf, isRoom } from '../messages/model'

export interface SharedLink {
  url: string
  /** Empty while nothing is known of the page. */
  title: string
  /** The name of the site, or its host. */
  site: string
}

export interface LinksOfMessage {
  message_id: string
  position: number
  date: string
  from: Author | null
  /** The integration that posted them, where it was none of the people. */
  sender: string | null
  links: SharedLink[]
}

export interface Pinned {
  message: ChatMessage
  pinned_by: number
}

const pathOf = (key: ChatKey) => `/api/${isRoom(key) ? 'room' : 'user'}/${idOf(key)}`

export type FilesPage = Items<SharedFile> & { has_more: boolean }
export type LinksPage = Items<LinksOfMessage> & { next: number | null }

/** The newest first; those shared before the message at a position. */
export const getFiles = (key: ChatKey, before: number | null, signal: AbortSignal): Promise<FilesPage> =>
  get(withQuery(`${pathOf(key)}/files`, { before: before ?? undefined, limit: 25 }), signal)

export const getLinks = (key: ChatKey, before: number | null, signal: AbortSignal): Promise<LinksPage> =>
  get(withQuery(`${pathOf(key)}/links`, { before: before ?? undefined, limit: 25 }), signal)

export const getPins = (key: ChatKey, signal: AbortSignal): Promise<Items<Pinned>> =>
  get(`${pathOf(key)}/pins`, signal)
