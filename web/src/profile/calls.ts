import { get, put, withQuery } from '../api/client'
import type { Me, PresenceOut } from '../api/types'

export interface DirectoryPerson {
  id: number
  name: string
  mention_name: string
  title: string
  email: string | null
  timezone: string
  photo_url: string | null
  is_guest: boolean
  is_group_admin: boolean
  presence: PresenceOut | null
}

export interface Profile extends DirectoryPerson {
  is_owner: boolean
  is_deleted: boolean
  created: string
  last_active: string | null
  rooms: { id: number; name: string; privacy: 'public' | 'private' }[]
  can_message: boolean
}

export type OwnProfile = Pick<Me, 'name' | 'mention_name' | 'title' | 'timezone'>

export const getProfile = (id: number, signal?: AbortSignal): Promise<Profile> =>
  get(`/api/user/${id}/profile`, signal)

export const listPeople = (
  query: { q: string; sort: 'name' | 'presence'; 'start-index': number; 'max-results': number },
  signal?: AbortSignal,
): Promise<{ items: DirectoryPerson[]; total: number }> => get(withQuery('/api/people', query), signal)

/** What is left out stays. */
export const changeOwnProfile = (change: Partial<OwnProfile>): Promise<Me> =>
  put('/api/account/profile', change)
