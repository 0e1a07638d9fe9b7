import { type ChatKey, idOf, isRoom } from '../messages/model'
import type { ChatState } from './chat-state'
import { searchPath } from './paths'

/** The address of a search that begins in one chat; everywhere without one. */
export function searchIn(chat: ChatState, key: ChatKey | null): string {
  const value = key && placeOf(chat, key)
  return searchPath(value ? `in:${value} ` : '')
}

function placeOf(chat: ChatState, key: ChatKey): string | null {
  const id = idOf(key)
  if (!isRoom(key)) return chat.people.get(id) ? `@${chat.people.get(id)?.mention_name}` : null
  const name = chat.rooms.get(id)?.name
  if (!name) return null
  // A name with a quotation mark cannot be quoted.
  if (name.includes('"')) return String(id)
  return /\s/.test(name) ? `"${name}"` : name
}
