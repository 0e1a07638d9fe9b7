import type { Fetch } from '../messages/history'
import type { ChatKey } from '../messages/model'
import { OpenChat } from '../messages/open-chat'

/** Open chats beyond this are forgotten, the longest unseen first. */
const MOST = 12

/** The chats that this client holds messages of. */
export class OpenChats {
  #chats = new Map<ChatKey, OpenChat>()
  #history: (key: ChatKey, ...query: Parameters<Fetch>) => ReturnType<Fetch>

  constructor(history: (key: ChatKey, ...query: Parameters<Fetch>) => ReturnType<Fetch>) {
    this.#history = history
  }

  /** The one that was seen last at the end. */
  get all(): OpenChat[] {
    return [...this.#chats.values()]
  }

  known(key: ChatKey): OpenChat | undefined {
    return this.#chats.get(key)
  }

  /** The chat, from now on the one that was seen last. `shown` is on screen, so it is never forgotten. */
  get(key: ChatKey, shown: ChatKey | null): OpenChat {
    const chat = this.#chats.get(key) ?? new OpenChat(key, (query) => this.#history(key, query))
    this.#chats.delete(key)
    this.#chats.set(key, chat)
    for (const old of this.#chats.keys()) {
      if (this.#chats.size <= MOST) break
      if (old !== shown && old !== key) this.#chats.delete(old)
    }
    return chat
  }

  forget(key: ChatKey): void {
    this.#chats.delete(key)
  }

  /** Forgets all but one: what is known of the others may be old. */
  keepOnly(key: ChatKey | null): void {
    for (const known of [...this.#chats.keys()]) if (known !== key) this.#chats.delete(known)
  }

  /** After a time without events: what was missed is fetched. */
  catchUp(): void {
    for (const { timeline, history } of this.#chats.values()) {
      if (timeline.gap()) void history.fillGaps()
      else if (history.store.getState().error) void history.open()
    }
  }
}
