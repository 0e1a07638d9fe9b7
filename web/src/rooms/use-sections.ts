import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { ChatState } from '../chat/chat-state'
import { useChat, usePeople, useRooms, useShownKey } from '../chat/context'
import type { ChatKey } from '../messages/model'
import type { SectionId } from './folded'
import { type Listed, listedKeys, type Section, sections } from './listed'

/** The list as it is drawn. */
export function useSections(): Section[] {
  const chat = useChat()
  const rooms = useRooms()
  const people = usePeople()
  const shown = useShownKey()
  const { preferences, chats } = useStore(chat.preferences.store)
  const { ids } = useStore(chat.folded.store)
  const wasUnread = useStore(chat.newLine.store, ({ after }) => after !== null)
  const order = preferences.room_order
  return useMemo(
    () => sections({ rooms, people, me: chat.me.id, shown, choices: chats, order, folded: ids, wasUnread }),
    [rooms, people, chat, shown, chats, order, ids, wasUnread],
  )
}

export function useIsFolded(id: SectionId): boolean {
  return useStore(useChat().folded.store, ({ ids }) => ids.has(id))
}

/** The chats of the list now, from top to bottom. */
export function keysOf(chat: ChatState, shown: ChatKey | null): ReturnType<typeof listedKeys> {
  const { preferences, chats } = chat.preferences.store.getState()
  const of: Listed = {
    rooms: chat.rooms.store.getState().rooms,
    people: chat.people.store.getState().people,
    me: chat.me.id,
    shown,
    choices: chats,
    order: preferences.room_order,
    folded: chat.folded.store.getState().ids,
    wasUnread: chat.newLine.store.getState().after !== null,
  }
  return listedKeys(of)
}
