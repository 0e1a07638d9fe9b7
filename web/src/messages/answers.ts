import type { ChatMessage } from './model'
import { said } from './said'

const MOST_FACES = 5
const LONGEST_EXCERPT = 140

/** The message with one more reply; the same when that reply is counted already. */
export function answered(message: ChatMessage, reply: ChatMessage): ChatMessage {
  const before = message.replies
  if (before && before.last_position >= reply.position) return message
  const by = reply.from?.id
  const others = (before?.users ?? []).filter((id) => id !== by)
  return {
    ...message,
    replies: {
      count: (before?.count ?? 0) + 1,
      last_position: reply.position,
      last_at: reply.date,
      users: (by === undefined ? others : [by, ...others]).slice(0, MOST_FACES),
    },
  }
}

/** The reply with what its head says now; of a deleted one no word is left. */
export function requoted(reply: ChatMessage, head: ChatMessage): ChatMessage {
  if (reply.parent?.id !== head.id) return reply
  const line = head.deleted ? '' : said(head).split(/\s+/).join(' ').trim()
  const excerpt = line.length <= LONGEST_EXCERPT ? line : `${line.slice(0, LONGEST_EXCERPT - 1)}…`
  return excerpt === reply.parent.excerpt ? reply : { ...reply, parent: { ...reply.parent, excerpt } }
}
