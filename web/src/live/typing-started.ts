import { keyOf } from '../messages/model'
import type { Apply } from './dispatch'

/** Somebody types; one's own typing in another tab is not shown. */
export const typingStarted: Apply<'typing.started'> = (state, { chat, user_id }) => {
  if (user_id !== state.me.id) state.typing.started(keyOf(chat, state.me.id), user_id)
}
