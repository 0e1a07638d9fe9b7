/** The objects on the wire, as the server's own API (`/api/...`) writes them. Absent means left out. */

export interface Me {
  id: number
  name: string
  mention_name: string
  email: string
  title: string
  is_group_admin: boolean
  is_guest: boolean
  timezone: string
  photo_url?: string | null
}

interface Group {
  id: number
  name: string
}

export interface Session {
  signed_in: boolean
  csrf: string
  me: Me | null
  group: Group | null
  demo: boolean
}

export interface SignedIn {
  me: Me
  csrf: string
}

export interface Setup {
  kind: 'first_admin' | 'sign_in'
  name: string | null
  /** They have none yet, and choose one now. */
  needs_password?: boolean
}

export interface SetupIn {
  name?: string
  email?: string
  password?: string
  group_name?: string
}

// ---- chat

export interface PresenceOut {
  show: 'chat' | 'away' | 'xa' | 'dnd' | null
  status?: string | null
  idle?: number | null
  is_online: boolean
}

export interface RoomEntry {
  id: number
  name: string
  topic: string
  privacy: 'public' | 'private'
  is_archived: boolean
  owner_id: number
  last_position: number
  read_position: number
  /** Mentions of me that I have not read. */
  mentions: number
  last_active: string | null
  avatar_url?: string | null
  can_post: boolean
  can_admin: boolean
}

export interface Person {
  id: number
  name: string
  mention_name: string
  title: string
  photo_url: string | null
  is_guest: boolean
  presence: PresenceOut | null
  /** The one-to-one chat with this person, once there is one. */
  chat_id: number | null
  last_position: number
  read_position: number
  /** When the last message of the one-to-one chat was sent. */
  last_active: string | null
}

export interface Start {
  cursor: number
  me: Me
  group: Group
  rooms: RoomEntry[]
  people: Person[]
  /** Bytes of the largest file that the server takes. */
  upload_limit: number
}

export type NotificationColor = 'yellow' | 'green' | 'red' | 'purple' | 'gray'

export interface Author {
  id: number
  name: string
  mention_name: string
  is_guest?: boolean
}

export interface ChatMessage {
  id: string
  chat_id: number
  /** 1..N within its chat; deleted messages keep theirs. */
  position: number
  date: string
  type: 'message' | 'notification' | 'topic' | 'guest_access'
  from?: Author | null
  /** The label of a notification. */
  sender?: string
  /** The name of the token that sent it, when the label is another one. */
  via?: string
  /** The add-on that sent it. */
  addon?: { client_id: string; key: string } | null
  body: string | null
  format: 'html' | 'text'
  color?: NotificationColor
  card?: Record<string, unknown> | null
  attach_to?: string | null
  parent?: { id: string; from?: Author | null; excerpt: string } | null
  mentions?: number[]
  notify?: boolean
  edited?: boolean
  edited_at?: string | null
  deleted?: boolean
  /** The id that the sender chose, to match the answer with what is on screen already. */
  client_id?: string | null
  file?: ChatFile | null
  /** What was found behind the last link of the text, some time after it was said. */
  links?: FoundLink[] | null
  /** In the order in which they came; `users` are those who put it there. */
  reactions?: { emoji: string; users: number[] }[] | null
  pinned?: boolean
  /** How it was answered; left out when nobody did. */
  replies?: Replies | null
}

interface Replies {
  /** Without deleted ones. */
  count: number
  last_position: number
  last_at: string
  /** Who answered, the last one first; at most five. */
  users: number[]
}

/** A shared file. Addresses are paths on this server. */
export interface ChatFile {
  id: string
  name: string
  size: number
  /** Media type, judged by the content. */
  type: string
  url: string
  /** Only for pictures that can be shown; `width` and `height` are of the picture itself. */
  thumb_url?: string | null
  width?: number | null
  height?: number | null
}

export interface SharedFile {
  file: ChatFile
  message_id: string
  position: number
  date: string
  from: Author | null
}

/** What is behind a link; only the object that `type` names is there. Addresses are those of other hosts. */
export interface FoundLink {
  type: 'image' | 'video' | 'link'
  url: string
  image?: { image: string; name?: string }
  video?: { title?: string; author?: string; thumbnailUrl?: string }
  link?: {
    title?: string
    description?: string
    headerText?: string
    linkText?: string
    faviconUrl?: string
    fullUrl?: string
    imageUrl?: string
  }
}

export interface EmoticonEntry {
  id: number
  shortcut: string
  url: string
  width: number
  height: number
  is_custom: boolean
}

export interface History {
  /** Oldest first. */
  items: ChatMessage[]
  first_position: number
  last_position: number
}

export interface MessageIn {
  message: string
  client_id?: string
  parent_id?: string
}

export interface RoomPerson {
  id: number
  name: string
  mention_name: string
  is_guest: boolean
  is_present: boolean
  room_roles?: string[]
}

// ---- tokens and consent

export interface Token {
  id: number
  label: string
  scopes: string[]
  created: string
  expires: string | null
  last_used: string | null
}

export interface TokenIn {
  label: string
  scopes: string[]
  expires_in_days: 30 | 90 | 365 | null
}

/** The only answer that ever holds the token itself. */
export interface NewToken {
  id: number
  token: string
  label: string
  scopes: string[]
  expires: string | null
}

interface ScopeOut {
  id: string
  name: string
  description: string
}

export interface AuthorizeQuery {
  client_id: string
  redirect_uri: string
  response_type: string
  scope?: string
  state?: string
  code_challenge?: string
  code_challenge_method?: string
}

export interface Consent {
  client: { name: string }
  scopes: ScopeOut[]
  me: Me
  group: Group
}

export interface Items<T> {
  items: T[]
}
