import { del, get, post, setCsrf } from '../api/client'
import type { Items, SignedIn } from '../api/types'

export type AdminTokenKind = 'personal' | 'room' | 'v1_admin' | 'v1_notification'

export interface AdminToken {
  id: number
  kind: AdminTokenKind
  label: string
  scopes: string[]
  user: { id: number; name: string } | null
  room: { id: number; name: string } | null
  created: string
  expires: string | null
  last_used: string | null
}

export interface AdminTokenIn {
  kind: AdminTokenKind
  label: string
  /** One that HipChat gave out, to be adopted; without it a new one of API v1 is made. */
  token?: string
  user?: string
  room?: number
  scopes?: string[]
}

/** `token` is null for one that was adopted: whoever adopts it knows it. */
export interface NewAdminToken {
  id: number
  kind: AdminTokenKind
  token: string | null
  label: string
}

export const listGroupTokens = async (signal?: AbortSignal): Promise<AdminToken[]> =>
  (await get<Items<AdminToken>>('/api/admin/token', signal)).items

export const createGroupToken = (body: AdminTokenIn): Promise<NewAdminToken> => post('/api/admin/token', body)

export const revokeGroupToken = (id: number): Promise<void> => del(`/api/admin/token/${id}`)

// ---- invitations

export interface Invitation {
  email: string
  name: string
  title: string
  created: string
  expires: string
  is_expired: boolean
  invited_by: string | null
  link: string
}

export interface Invitations extends Items<Invitation> {
  sends_mail: boolean
}

export const listInvitations = (signal?: AbortSignal): Promise<Invitations> =>
  get('/api/admin/invitation', signal)

export const createInvitation = (body: { email: string; name: string }): Promise<Invitation> =>
  post('/api/admin/invitation', body)

export const deleteInvitation = (email: string): Promise<void> =>
  del(`/api/admin/invitation/${encodeURIComponent(email)}`)

/** What the invited person sees. */
export interface InvitationSeen {
  group_name: string
  email: string
  name: string
  invited_by: string | null
}

export interface AcceptIn {
  name: string
  mention_name: string
  password: string
}

const invitationPath = (token: string): string => `/api/invitation/${encodeURIComponent(token)}`

export const getInvitation = (token: string, signal?: AbortSignal): Promise<InvitationSeen> =>
  get(invitationPath(token), signal)

export async function acceptInvitation(token: string, body: AcceptIn): Promise<SignedIn> {
  const answer = await post<SignedIn>(invitationPath(token), body)
  setCsrf(answer.csrf)
  return answer
}
