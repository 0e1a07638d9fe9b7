import type { Apply } from './dispatch'

/** A room is new, or its name, topic, privacy, owner or archive changed. */
export const roomChanged: Apply<'room.created' | 'room.updated'> = (state, { room }) => {
  state.rooms.put(room, state.me)
}
