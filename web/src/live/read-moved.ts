import { idOf, isRoom, keyOf } from '../messages/model'
import type { Apply } from './dispatch'

/** This person read further in another tab or on another machine. */
export const readMoved: Apply<'read.moved'> = (state, { chat, position, mentions }) => {
  const key = keyOf(chat, state.me.id)
  if (isRoom(key)) state.rooms.read(idOf(key), position, mentions)
  else state.people.read(idOf(key), position)
}
