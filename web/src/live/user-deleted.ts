import type { Apply } from './dispatch'

/** Somebody left the group. Their messages stay. */
export const userDeleted: Apply<'user.deleted'> = (state, { user_id }) => {
  state.people.remove(user_id)
}
