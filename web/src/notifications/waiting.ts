import type { ChatState } from '../chat/chat-state'

/** How much waits for this person: mentions in rooms, and what was said one-to-one; not in what they silenced. */
export function countWaiting(chat: ChatState): number {
  let count = 0
  const isSilent = (id: number | null) => chat.preferences.ofChat(id).level === 'none'
  for (const room of chat.rooms.store.getState().rooms.values())
    if (!isSilent(room.id)) count += room.mentions
  for (const person of chat.people.store.getState().people.values()) {
    if (!isSilent(person.chat_id)) count += Math.max(0, person.last_position - person.read_position)
  }
  return count
}
