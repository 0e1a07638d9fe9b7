import { type ChatKey, idOf, isRoom, roomKey, userKey } from '../messages/model'

/** The address of a chat in this client. */
export function pathOf(key: ChatKey): string {
  return isRoom(key) ? `/room/${idOf(key)}` : `/chat/${idOf(key)}`
}

/** The address of a message: its chat, opened around it. */
export function messagePath(key: ChatKey, id: string): string {
  return `${pathOf(key)}?message=${encodeURIComponent(id)}`
}

/** The chat that an address shows, if any. */
export function keyAt(path: string): ChatKey | null {
  const [, kind, id] = /^\/(room|chat)\/(\d{1,15})\/?$/.exec(path) ?? []
  if (!id) return null
  return kind === 'room' ? roomKey(Number(id)) : userKey(Number(id))
}

/** The message that an address asks for; of a chat's address without one null. */
export function messageAt(search: string): string | null {
  const id = new URLSearchParams(search).get('message')
  return id && id.length <= 64 ? id : null
}

/** The address of a search; `tab` of the kind that is sought, when it is not messages. */
export function searchPath(query: string, tab = 'messages'): string {
  const asked = new URLSearchParams(query ? { q: query } : {})
  if (tab !== 'messages') asked.set('tab', tab)
  return asked.size > 0 ? `/search?${asked}` : '/search'
}

/** Whether an address shows the search in place of a chat. */
export function isSearch(path: string): boolean {
  return /^\/search\/?$/.test(path)
}
