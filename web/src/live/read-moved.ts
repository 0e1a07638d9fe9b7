import { idOf, isRoom, keyOf } from '../messages/model'
import type { Apply } from './dispatch'

/** This person read further in another tab or on another machine, or marked something as unread. */
export const readMoved: Apply<'read.moved'> = (state, { chat, position, mentions, is_back }) => {
  const key = keyOf(chat, state.me.id)
  if (is_back) state.unread.heard(key, position, mentions ?? 0)
  else if (state.unread.isGoingBack(key)) return
  else if (isRoom(key)) state.rooms.read(idOf(key), position, mentions)
  else state.people.read(idOf(key), position)
}
