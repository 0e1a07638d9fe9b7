import type { GlanceUpdated } from '../extensions/addons'
import type { ChatMessage, ChatRef } from '../messages/model'
import type { PreferencesOut } from '../preferences/model'
import type { RoomFacts } from '../rooms/model'
import type { Person, Presence } from '../users/model'

/** First frame of every connection. `reload`: the cursor is unknown or too old, so the start state must be fetched anew. */
export interface Hello {
  type: 'hello'
  cursor: number
  reload: boolean
  heartbeat_s: number
  /** Who is connected; null: no person. */
  user_id: number | null
}

interface OfMessage {
  chat: ChatRef
  message: ChatMessage
}
interface OfRoom {
  room: RoomFacts
}
interface OfRoomId {
  room_id: number
}
interface OfRoomPerson {
  room_id: number
  user_id: number
}
interface OfUser {
  user: Partial<Person> & { id: number }
}

interface Details {
  'message.sent': OfMessage
  'message.edited': OfMessage
  'message.deleted': OfMessage
  'message.marked': OfMessage
  'room.created': OfRoom
  'room.updated': OfRoom
  'room.deleted': OfRoomId
  'room.removed': OfRoomId
  'room.member_added': OfRoomPerson & Partial<OfRoom>
  'room.member_removed': OfRoomPerson
  'room.entered': OfRoomPerson
  'room.left': OfRoomPerson
  'room.invited': { room_id: number; room_name: string; by: string; reason: string }
  'user.created': OfUser
  'user.updated': OfUser
  'user.deleted': { user_id: number }
  'read.moved': { chat: ChatRef; position: number; mentions?: number; is_back?: boolean }
  'presence.changed': { user_id: number; presence: Presence | null }
  'typing.started': { chat: ChatRef; user_id: number }
  'emoticons.changed': object
  'preferences.changed': PreferencesOut
  'extensions.changed': { room_id: number | null }
  'glance.updated': GlanceUpdated
}

export type EventType = keyof Details
export type EventOf<T extends EventType> = { [K in T]: { type: K; cursor?: number } & Details[K] }[T]
/** What happened. Durable events carry a cursor; the others are true only now. */
export type LiveEvent = EventOf<EventType>

/** What the client tells the server over the socket. */
export type Told =
  | { type: 'typing'; chat_id: number }
  | { type: 'presence'; show: string | null; status?: string; idle?: number }
  | { type: 'enter' | 'leave'; room_id: number }
  | { type: 'ping' }
