import { t } from '../i18n'
import { ask, del, get, post, put, setCsrf, withQuery } from './client'
import type {
  AuthorizeQuery,
  ChatMessage,
  Consent,
  EmoticonEntry,
  History,
  Items,
  MessageIn,
  NewToken,
  RoomPerson,
  Session,
  Setup,
  SetupIn,
  SignedIn,
  Start,
  Token,
  TokenIn,
} from './types'

// ---- session

/** The session on its way: who is quick with the keyboard signs in before it has brought the CSRF value. */
let coming: Promise<unknown> = Promise.resolve()

export async function getSession(signal?: AbortSignal): Promise<Session> {
  const asked = get<Session>('/api/session', signal).then((session) => {
    setCsrf(session.csrf)
    return session
  })
  coming = asked.catch(() => {})
  return asked
}

export async function signIn(email: string, password: string): Promise<SignedIn> {
  await coming
  return signedIn(await post<SignedIn>('/api/session', { email, password }))
}

export const signOut = (): Promise<void> => del('/api/session')

export const getSetup = (token: string, signal?: AbortSignal): Promise<Setup> =>
  get(`/api/setup/${encodeURIComponent(token)}`, signal)

export async function finishSetup(token: string, body: SetupIn): Promise<SignedIn> {
  return signedIn(await post<SignedIn>(`/api/setup/${encodeURIComponent(token)}`, body))
}

function signedIn(answer: SignedIn): SignedIn {
  setCsrf(answer.csrf)
  return answer
}

// ---- chat

export type ChatRef = { kind: 'room' | 'user'; id: number }

const chatPath = (chat: ChatRef): string => `/api/${chat.kind}/${chat.id}`

export const getStart = (signal?: AbortSignal): Promise<Start> => get('/api/start', signal)

export const getHistory = (
  chat: ChatRef,
  page: { before?: number; after?: number; around?: string; date?: string; limit?: number } = {},
  signal?: AbortSignal,
): Promise<History> => get(withQuery(`${chatPath(chat)}/history`, page), signal)

/** The same `client_id` again gives the same message, so sending again is safe. */
export const sendMessage = (chat: ChatRef, body: MessageIn): Promise<ChatMessage> =>
  post(`${chatPath(chat)}/message`, body)

export const editMessage = (chat: ChatRef, id: string, message: string): Promise<ChatMessage> =>
  put(`${chatPath(chat)}/message/${encodeURIComponent(id)}`, { message })

export const deleteMessage = (chat: ChatRef, id: string): Promise<void> =>
  del(`${chatPath(chat)}/message/${encodeURIComponent(id)}`)

/** Of the group and the standard ones. */
export const listEmoticons = async (): Promise<EmoticonEntry[]> =>
  (await get<Items<EmoticonEntry>>('/api/emoticons')).items

export const setRead = (chat: ChatRef, position: number): Promise<void> =>
  put(`${chatPath(chat)}/read`, { position })

/** From the message at a position on. */
export const setUnread = (chat: ChatRef, position: number): Promise<void> =>
  put(`${chatPath(chat)}/unread`, { position })

export const getRoomPeople = (roomId: number, signal?: AbortSignal): Promise<Items<RoomPerson>> =>
  get(`/api/room/${roomId}/people`, signal)

// ---- tokens. `owner` is my account, or a room for its notification tokens.

export type TokenOwner = 'account' | { room: number }

const tokenPath = (owner: TokenOwner): string =>
  owner === 'account' ? '/api/account/token' : `/api/room/${owner.room}/token`

export const listTokens = async (owner: TokenOwner, signal?: AbortSignal): Promise<Token[]> =>
  (await get<Items<Token>>(tokenPath(owner), signal)).items

export const createToken = (owner: TokenOwner, body: TokenIn): Promise<NewToken> =>
  post(tokenPath(owner), body)

export const revokeToken = (owner: TokenOwner, id: number): Promise<void> => del(`${tokenPath(owner)}/${id}`)

/** A real HipChat call with the new token itself, exactly as a script would make it. */
export const sendTestNotification = (token: string, room: string | number) =>
  ask<void>(`/v2/room/${encodeURIComponent(room)}/notification`, {
    method: 'POST',
    token,
    body: { color: 'green', message: t('It works'), message_format: 'text' },
  })

// ---- consent

export const getConsent = (query: AuthorizeQuery, signal?: AbortSignal): Promise<Consent> =>
  get(withQuery('/api/oauth/authorize', { ...query }), signal)

export const decideConsent = (
  query: AuthorizeQuery,
  decision: 'allow' | 'deny',
): Promise<{ redirect: string }> => post('/api/oauth/authorize', { ...query, decision })
