import type { Apply } from './dispatch'

/** Somebody is new, or their name, title or picture changed. */
export const userChanged: Apply<'user.created' | 'user.updated'> = (state, { user }) => {
  state.people.put(user)
}
