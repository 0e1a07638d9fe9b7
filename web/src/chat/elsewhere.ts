import { useStore } from 'zustand'
import type { ChatKey } from '../messages/model'
import { isUnread } from '../rooms/model'
import type { ChatState } from './chat-state'
import { useChat } from './context'

export interface Waiting {
  /** Mentions in rooms, and messages one-to-one. */
  calls: number
  /** Chats with something new, those among them that call for nobody too. */
  chats: number
}

/** What is new in all chats but one; nothing of what is muted. */
export function waiting(chat: ChatState, but: ChatKey | null): Waiting {
  const { chats: choices } = chat.preferences.store.getState()
  const isMuted = (id: number | null) => id !== null && choices.get(id)?.level === 'none'
  let calls = 0
  let chats = 0
  for (const room of chat.rooms.store.getState().rooms.values()) {
    if (but === `room/${room.id}` || isMuted(room.id) || !isUnread(room)) continue
    chats += 1
    calls += room.mentions
  }
  for (const person of chat.people.store.getState().people.values()) {
    if (but === `user/${person.id}` || isMuted(person.chat_id) || !isUnread(person)) continue
    chats += 1
    calls += person.last_position - person.read_position
  }
  return { calls, chats }
}

/** The same of all but the shown one, drawn anew only when the numbers change. */
export function useElsewhere(): Waiting {
  const chat = useChat()
  const elsewhere = () => waiting(chat, chat.view.getState().key)
  const numbers = () => Object.values(elsewhere()).join(' ')
  useStore(chat.rooms.store, numbers)
  useStore(chat.people.store, numbers)
  useStore(chat.view, numbers)
  useStore(chat.preferences.store, numbers)
  return elsewhere()
}
