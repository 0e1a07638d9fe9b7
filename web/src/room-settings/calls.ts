import { del, get, put } from '../api/client'
import type { Items } from '../api/types'

export interface RoomSettings {
  id: number
  name: string
  topic: string
  privacy: 'public' | 'private'
  is_archived: boolean
  owner_id: number
  owner_name: string
  avatar_url: string | null
  created: string
  last_active: string | null
  messages: number
  people: number
  is_open_to_guests: boolean
  can_admin: boolean
  can_open_to_guests: boolean
  is_member: boolean
}

export interface RoomPart {
  id: number
  name: string
  mention_name: string
  title: string
  photo_url: string | null
  is_guest: boolean
  is_present: boolean
  part: 'owner' | 'admin' | 'member' | 'guest'
}

export interface GuestAccess {
  is_on: boolean
  url: string | null
  guests: number
}

export type RoomChange = Partial<Pick<RoomSettings, 'name' | 'topic' | 'privacy' | 'is_archived'>> & {
  owner?: number
}

export const getSettings = (id: number, signal?: AbortSignal): Promise<RoomSettings> =>
  get(`/api/room/${id}/settings`, signal)

/** What is left out stays. */
export const changeRoom = (id: number, change: RoomChange): Promise<RoomSettings> =>
  put(`/api/room/${id}/settings`, change)

/** HipChat's own method, called with the session. */
export const deleteRoom = (id: number): Promise<void> => del(`/v2/room/${id}`)

export const listParts = async (id: number, signal?: AbortSignal): Promise<RoomPart[]> =>
  (await get<Items<RoomPart>>(`/api/room/${id}/members`, signal)).items

export const addMember = (id: number, person: number): Promise<void> =>
  put(`/v2/room/${id}/member/${person}`, {})

export const removeMember = (id: number, person: number): Promise<void> =>
  del(`/v2/room/${id}/member/${person}`)

export const setAdmin = (id: number, person: number, isAdmin: boolean): Promise<void> =>
  isAdmin ? put(`/api/room/${id}/admin/${person}`) : del(`/api/room/${id}/admin/${person}`)

export const getGuestAccess = (id: number, signal?: AbortSignal): Promise<GuestAccess> =>
  get(`/api/room/${id}/guest-access`, signal)

export const setGuestAccess = (
  id: number,
  access: { is_on: boolean; renew?: boolean },
): Promise<GuestAccess> => put(`/api/room/${id}/guest-access`, access)
