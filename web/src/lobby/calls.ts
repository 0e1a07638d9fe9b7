import { get, withQuery } from '../api/client'

export interface DirectoryRoom {
  id: number
  name: string
  topic: string
  privacy: 'public' | 'private'
  is_archived: boolean
  avatar_url: string | null
  owner_id: number
  owner_name: string
  last_active: string | null
  messages: number
  people: number
}

export type RoomSort = 'name' | 'activity' | 'people'

interface RoomQuery {
  q: string
  sort: RoomSort
  'include-archived': 'true' | 'false'
  'start-index': number
  'max-results': number
}

export const listRooms = (
  query: RoomQuery,
  signal?: AbortSignal,
): Promise<{ items: DirectoryRoom[]; total: number }> => get(withQuery('/api/rooms', { ...query }), signal)
