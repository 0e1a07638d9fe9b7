import { type ChatKey, idOf, isRoom, roomKey, userKey } from '../messages/model'

/** The address of a chat in this client. */
export function pathOf(key: ChatKey): string {
  return isRoom(key) ? `/room/${idOf(key)}` : `/chat/${idOf(key)}`
}

/** The chat that an address shows, if any. */
export function keyAt(path: string): ChatKey | null {
  const [, kind, id] = /^\/(room|chat)\/(\d{1,15})\/?$/.exec(path) ?? []
  if (!id) return null
  return kind === 'room' ? roomKey(Number(id)) : userKey(Number(id))
}
