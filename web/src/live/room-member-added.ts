import type { Apply } from './dispatch'

/** Somebody was let into a private room; when it is this person, the room is new to them. */
export const roomMemberAdded: Apply<'room.member_added'> = (state, { room }) => {
  if (room) state.rooms.put(room, state.me)
  state.peopleMoved()
}
