import { del, get, put } from '../api/client'
import type { Items } from '../api/types'

export interface OwnSession {
  id: string
  /** What the browser called itself when it signed in. */
  user_agent: string
  created: string
  last_used: string
  is_current: boolean
}

export const listSessions = async (signal?: AbortSignal): Promise<OwnSession[]> =>
  (await get<Items<OwnSession>>('/api/account/session', signal)).items

export const endSession = (id: string): Promise<void> => del(`/api/account/session/${encodeURIComponent(id)}`)

export const changePassword = (old: string, wanted: string): Promise<void> =>
  put('/api/account/password', { old, new: wanted })
