import type { Author, ChatFile, ChatMessage } from '../api/types'
import type { ChatRef } from '../messages/model'

export const TABS = ['messages', 'files', 'rooms', 'people'] as const
export type Tab = (typeof TABS)[number]

/** From and to, in characters (Unicode code points, as the server counts). */
export type Span = readonly [start: number, end: number]

export interface MessageHit {
  chat: ChatRef
  message: ChatMessage
  /** What was searched: the words without their HTML, the label, the names of file and card. */
  text: string
  highlights: Span[]
}

export interface FileHit {
  chat: ChatRef
  file: ChatFile
  message_id: string
  position: number
  date: string
  from: Author | null
  highlights: Span[]
}

interface FoundPerson {
  id: number
  name: string
  mention_name: string
  title: string
  photo_url: string | null
  is_guest: boolean
}

export interface PersonHit {
  person: FoundPerson
  highlights: Span[]
}

interface FoundRoom {
  id: number
  name: string
  topic: string
  privacy: 'public' | 'private'
  is_archived: boolean
  avatar_url: string | null
}

export interface RoomHit {
  room: FoundRoom
  highlights: Span[]
  topic_highlights: Span[]
}

export interface Found<T> {
  items: T[]
  next: string | null
  /** Stopped because it took too long. */
  is_partial?: boolean
  /** Events that the index has still to read. */
  behind?: number
}

/** What a tab's search answers with. */
export interface HitOf {
  messages: MessageHit
  files: FileHit
  rooms: RoomHit
  people: PersonHit
}

/** Fewer than this are a second's worth of talk; more, and the index is being made. */
export const MANY_BEHIND = 500
