import type { Apply } from './dispatch'

/** Somebody invited this person to a room. */
export const roomInvited: Apply<'room.invited'> = (state, { room_id, room_name, by, reason }) => {
  state.onInvited({ id: room_id, name: room_name, by, reason })
}
