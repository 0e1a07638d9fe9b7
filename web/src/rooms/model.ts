import type { RoomEntry } from '../api/types'

export type { RoomEntry } from '../api/types'

/** What live events tell about a room: what is the same for everybody who may see it. */
export type RoomFacts = Pick<RoomEntry, 'id' | 'name' | 'topic' | 'privacy' | 'is_archived' | 'owner_id'> &
  Partial<Pick<RoomEntry, 'last_position' | 'last_active' | 'avatar_url'>>

export function isUnread(chat: { last_position: number; read_position: number }): boolean {
  return chat.last_position > chat.read_position
}
