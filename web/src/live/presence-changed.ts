import type { Apply } from './dispatch'

/** Somebody came, went, or says something else of themselves. */
export const presenceChanged: Apply<'presence.changed'> = (state, { user_id, presence }) => {
  state.people.setPresence(user_id, presence)
}
