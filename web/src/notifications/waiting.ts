import type { ChatState } from '../chat/chat-state'
import { waiting } from '../chat/elsewhere'

/** How much waits for this person: mentions in rooms, and what was said one-to-one; not in what they silenced. */
export function countWaiting(chat: ChatState): number {
  return waiting(chat, null).calls
}
