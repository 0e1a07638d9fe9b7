import { ask, withQuery } from '../api/client'
import type { Found, HitOf, Tab } from './model'

const PATHS: Record<Tab, string> = {
  messages: '/api/search',
  files: '/api/search/files',
  rooms: '/api/search/rooms',
  people: '/api/search/people',
}

export type Page<T extends Tab> = Found<HitOf[T]> & { took: number }

/** A page of what is found; `cursor` is `next` of the page before. Says how long the server took. */
export async function search<T extends Tab>(
  tab: T,
  q: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<T>> {
  const hasDays = tab === 'messages' || tab === 'files'
  const timezone = hasDays ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined
  const path = withQuery(PATHS[tab], { q, timezone, cursor: cursor ?? undefined })
  const { data, took } = await ask<Found<HitOf[T]>>(path, { signal })
  return { ...data, took }
}
