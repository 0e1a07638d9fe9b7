import { keyOf } from '../messages/model'
import type { Apply } from './dispatch'

/** A message is in a chat: whoever wrote it has stopped typing. */
export const messageSent: Apply<'message.sent'> = (state, { chat, message }) => {
  const key = keyOf(chat, state.me.id)
  if (message.from) state.typing.stopped(key, message.from.id)
  state.arrivals.take(key, message)
  state.onHeard(key, message)
}
