import { keyOf } from '../messages/model'
import type { Apply } from './dispatch'

/** Reactions, the pin or the replies of a message are others: the event carries it as it is now. */
export const messageMarked: Apply<'message.marked'> = (state, { chat, message }) => {
  state.arrivals.renew(keyOf(chat, state.me.id), message)
}
