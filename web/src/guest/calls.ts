import { get, post, setCsrf } from '../api/client'
import type { Me } from '../api/types'

export interface GuestLinkSeen {
  group_name: string
  room_name: string
  topic: string
  avatar_url: string | null
  is_full: boolean
  /** Only for who is signed in and sees the room anyway. */
  room_id: number | null
}

interface CameIn {
  me: Me
  csrf: string
  room_id: number
}

const path = (token: string): string => `/api/guest/${encodeURIComponent(token)}`

export const getGuestLink = (token: string, signal?: AbortSignal): Promise<GuestLinkSeen> =>
  get(path(token), signal)

export async function comeIn(token: string, name: string): Promise<CameIn> {
  const answer = await post<CameIn>(path(token), { name })
  setCsrf(answer.csrf)
  return answer
}
