import { sentence } from '../api/errors'
import type { ChatState } from '../chat/chat-state'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import type { Preferences } from '../preferences/model'
import { toast } from '../ui'

/** The id under which preferences know a chat; null before the first word to a person. */
function chatIdOf(chat: ChatState, key: ChatKey): number | null {
  return isRoom(key) ? idOf(key) : (chat.people.get(idOf(key))?.chat_id ?? null)
}

export function isFavourite(chat: ChatState, key: ChatKey): boolean {
  return chat.preferences.ofChat(chatIdOf(chat, key)).is_favourite
}

/** Puts a chat among the favourites, or takes it out; a refusal is said. */
export function toggleFavourite(chat: ChatState, key: ChatKey): void {
  const is_favourite = !isFavourite(chat, key)
  chat.preferences
    .changeChat(key, chatIdOf(chat, key), { is_favourite })
    .catch((refusal) => toast(sentence(refusal)))
}

export function setOrder(chat: ChatState, room_order: Preferences['room_order']): void {
  chat.preferences.change({ room_order }).catch((refusal) => toast(sentence(refusal)))
}

/** What is unread becomes read, what is read has an unread message. */
export function toggleUnread(chat: ChatState, key: ChatKey): void {
  chat.unread.toggle(key).catch((refusal) => toast(sentence(refusal)))
}
