import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { ChatKey } from '../messages/model'
import type { RoomEntry } from '../rooms/model'
import type { Person } from '../users/model'
import type { ChatState } from './chat-state'

export const ChatContext = createContext<ChatState | null>(null)

/** The state of the chat; only below `ChatContext`. */
export function useChat(): ChatState {
  const chat = useContext(ChatContext)
  if (!chat) throw new Error('No chat around this part')
  return chat
}

export function useRooms(): ReadonlyMap<number, RoomEntry> {
  return useStore(useChat().rooms.store, ({ rooms }) => rooms)
}

export function useRoom(id: number): RoomEntry | undefined {
  return useStore(useChat().rooms.store, ({ rooms }) => rooms.get(id))
}

export function usePeople(): ReadonlyMap<number, Person> {
  return useStore(useChat().people.store, ({ people }) => people)
}

export function usePerson(id: number): Person | undefined {
  return useStore(useChat().people.store, ({ people }) => people.get(id))
}

/** The chat on screen. */
export function useShownKey(): ChatKey | null {
  return useStore(useChat().view, ({ key }) => key)
}

export function useConnection() {
  return useStore(useChat().socket.connection)
}
