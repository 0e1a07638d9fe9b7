import type { ChatMessage } from '../messages/model'

/** An emoji, or an emoticon such as `(success)`, and the ids of the people who put it there, the first one first. */
export interface Reaction {
  emoji: string
  users: number[]
}

/** The message with one's reaction on it, or without. */
export function withReaction(message: ChatMessage, emoji: string, me: number, isOn: boolean): ChatMessage {
  const before = message.reactions ?? []
  const there = before.find((one) => one.emoji === emoji)
  if (Boolean(there?.users.includes(me)) === isOn) return message
  if (isOn && !there) return { ...message, reactions: [...before, { emoji, users: [me] }] }
  const reactions = before
    .map((one) =>
      one.emoji !== emoji
        ? one
        : { emoji, users: isOn ? [...one.users, me] : one.users.filter((id) => id !== me) },
    )
    .filter(({ users }) => users.length > 0)
  return { ...message, reactions }
}

export function withPin(message: ChatMessage, pinned: boolean): ChatMessage {
  return Boolean(message.pinned) === pinned ? message : { ...message, pinned }
}
