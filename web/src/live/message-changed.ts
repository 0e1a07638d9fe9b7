import { keyOf } from '../messages/model'
import type { Apply } from './dispatch'

/** A message was edited or deleted: the event carries it as it is now. */
export const messageChanged: Apply<'message.edited' | 'message.deleted'> = (state, { chat, message }) => {
  state.arrivals.renew(keyOf(chat, state.me.id), message)
}
