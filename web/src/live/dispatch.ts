import type { ChatState } from '../chat/chat-state'
import { emoticonsChanged } from './emoticons-changed'
import type { EventOf, EventType, LiveEvent } from './events'
import { messageChanged } from './message-changed'
import { messageMarked } from './message-marked'
import { messageSent } from './message-sent'
import { preferencesChanged } from './preferences-changed'
import { presenceChanged } from './presence-changed'
import { readMoved } from './read-moved'
import { roomChanged } from './room-changed'
import { roomGone } from './room-gone'
import { roomInvited } from './room-invited'
import { roomMemberAdded } from './room-member-added'
import { roomPeopleChanged } from './room-people-changed'
import { typingStarted } from './typing-started'
import { userChanged } from './user-changed'
import { userDeleted } from './user-deleted'

/** Changes what the client knows, as this kind of event says. */
export type Apply<T extends EventType> = (state: ChatState, event: EventOf<T>) => void

const APPLY: { [T in EventType]: Apply<T> } = {
  'message.sent': messageSent,
  'message.edited': messageChanged,
  'message.deleted': messageChanged,
  'message.marked': messageMarked,
  'room.created': roomChanged,
  'room.updated': roomChanged,
  'room.deleted': roomGone,
  'room.removed': roomGone,
  'room.invited': roomInvited,
  'room.member_added': roomMemberAdded,
  'room.member_removed': roomPeopleChanged,
  'room.entered': roomPeopleChanged,
  'room.left': roomPeopleChanged,
  'user.created': userChanged,
  'user.updated': userChanged,
  'user.deleted': userDeleted,
  'read.moved': readMoved,
  'presence.changed': presenceChanged,
  'typing.started': typingStarted,
  'emoticons.changed': emoticonsChanged,
  'preferences.changed': preferencesChanged,
  'extensions.changed': ({ addons }, { room_id }) => addons.changed(room_id ?? null),
  'glance.updated': ({ addons }, event) => addons.pushed(event),
}

/** Events of a newer server that this client does not know change nothing. */
export function dispatch(state: ChatState, event: LiveEvent): void {
  const apply = APPLY[event.type] as ((state: ChatState, event: LiveEvent) => void) | undefined
  apply?.(state, event)
}
