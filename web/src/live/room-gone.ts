import type { Apply } from './dispatch'

/** A room was deleted, or is closed to this person. */
export const roomGone: Apply<'room.deleted' | 'room.removed'> = (state, { room_id }) => {
  state.closeRoom(room_id)
}
