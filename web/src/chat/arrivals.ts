import { createStore } from 'zustand/vanilla'
import { type ChatKey, type ChatMessage, idOf, isRoom } from '../messages/model'
import type { ChatState } from './chat-state'

/** What becomes of a message that the server has, by a live event or as the answer to sending. */
export class Arrivals {
  /** The last message that became another: pinned, reacted to, edited, deleted. */
  readonly marked = createStore<{ last: { key: ChatKey; message: ChatMessage } | null }>(() => ({
    last: null,
  }))
  #chat: ChatState

  constructor(chat: ChatState) {
    this.#chat = chat
  }

  /** A new message. It may come twice, and before those in front of it. */
  take(key: ChatKey, message: ChatMessage): void {
    const chat = this.#chat
    const last = chat.place(key)?.last_position ?? 0
    if (isRoom(key)) {
      chat.rooms.took(idOf(key), message, chat.me.id)
      chat.addons.heard(idOf(key), message)
    } else chat.people.took(idOf(key), message, chat.me.id)
    const isOwn = message.from?.id === chat.me.id
    const written = isOwn && message.client_id ? chat.writing.confirm(message.client_id) : undefined
    const { key: shown, isWatched } = chat.view.getState()
    if (isOwn && chat.unread.isHeld(key)) chat.unread.release()
    if (key === shown && !isOwn && message.position > last) chat.newLine.arrived(message.position, isWatched)
    chat.threads.take(message)
    this.#show(key, message)
    if (written) chat.own.confirmed(key, message, written)
  }

  #show(key: ChatKey, message: ChatMessage): void {
    const open = this.#chat.known(key)
    if (!open) return
    open.timeline.append(message)
    if (key !== this.#chat.view.getState().key) open.timeline.trim()
    if (open.timeline.gap()) void open.history.fillGaps()
  }

  /** A message is another than before. */
  renew(key: ChatKey, message: ChatMessage): void {
    this.#chat.known(key)?.timeline.replace(message)
    if (message.deleted) this.#chat.own.lost(message.id)
    this.#chat.threads.replace(message)
    this.marked.setState({ last: { key, message } })
  }
}
