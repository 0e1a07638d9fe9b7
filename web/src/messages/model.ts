import type { ChatMessage } from '../api/types'

export type { Author, ChatMessage, History as HistoryPage, NotificationColor as Color } from '../api/types'

/** A room or a one-to-one chat, named by what it is called by: `room/5`, `user/7` (the other person). */
export type ChatKey = `room/${number}` | `user/${number}`

export function roomKey(id: number): ChatKey {
  return `room/${id}`
}

export function userKey(id: number): ChatKey {
  return `user/${id}`
}

export function idOf(key: ChatKey): number {
  return Number(key.slice(5))
}

export function isRoom(key: ChatKey): boolean {
  return key.startsWith('room/')
}

/** How live events name a chat. */
export interface ChatRef {
  id: number
  kind: 'room' | 'private'
  /** Both people of a one-to-one chat; one id when somebody writes to themselves. */
  users?: number[]
}

export function keyOf(chat: ChatRef, me: number): ChatKey {
  if (chat.kind === 'room') return roomKey(chat.id)
  return userKey(chat.users?.find((id) => id !== me) ?? me)
}

/** Whether this message speaks to that person: by name, or to everybody with @all or @here. */
export function isFor(message: ChatMessage, me: number): boolean {
  if (message.deleted || message.from?.id === me) return false
  if (message.mentions?.includes(me)) return true
  return message.format !== 'html' && /(^|[^\w@])@(all|here)\b/i.test(message.body ?? '')
}
