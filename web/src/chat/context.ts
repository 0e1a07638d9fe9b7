import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { ChatKey } from '../messages/model'
import { useEachFrame } from '../messages/use-each-frame'
import type { RoomEntry } from '../rooms/model'
import type { Person } from '../users/model'
import type { ChatState } from './chat-state'
import { useSteady } from './steady'

export const ChatContext = createContext<ChatState | null>(null)

/** The state of the chat; only below `ChatContext`. */
export function useChat(): ChatState {
  const chat = useContext(ChatContext)
  if (!chat) throw new Error('No chat around this part')
  return chat
}

/** All rooms, drawn once a frame however much is said in them. */
export function useRooms(): ReadonlyMap<number, RoomEntry> {
  return useEachFrame(useChat().rooms.store).rooms
}

/** What a room is; what is counted in it may be behind. */
export function useRoom(id: number): RoomEntry | undefined {
  return useSteady(useChat().rooms.store, ({ rooms }) => rooms.get(id))
}

export function usePeople(): ReadonlyMap<number, Person> {
  return useEachFrame(useChat().people.store).people
}

/** Who somebody is and how they feel; what is counted in the chat with them may be behind. */
export function usePerson(id: number): Person | undefined {
  return useSteady(useChat().people.store, ({ people }) => people.get(id))
}

/** How many messages a chat has; drawn anew with each. */
export function useMessageCount(key: ChatKey): number {
  const chat = useChat()
  const count = () => chat.place(key)?.last_position ?? 0
  useStore(chat.people.store, count)
  return useStore(chat.rooms.store, count)
}

/** The chat on screen. */
export function useShownKey(): ChatKey | null {
  return useStore(useChat().view, ({ key }) => key)
}

export function useConnection() {
  return useStore(useChat().socket.connection)
}
