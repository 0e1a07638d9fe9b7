import type { Shelf } from '../chat/shelf'
import type { ChatKey } from '../messages/model'

/** What was typed and not sent, one text for each chat, kept over a reload. */
export class Drafts {
  #shelf: Shelf
  #prefix: string
  #texts = new Map<ChatKey, string>()

  constructor(shelf: Shelf, prefix: string) {
    this.#shelf = shelf
    this.#prefix = prefix
  }

  get(key: ChatKey): string {
    return this.#texts.get(key) ?? this.#shelf.getItem(this.#prefix + key) ?? ''
  }

  set(key: ChatKey, text: string): void {
    this.#texts.set(key, text)
    try {
      if (text) this.#shelf.setItem(this.#prefix + key, text)
      else this.#shelf.removeItem(this.#prefix + key)
    } catch {
      // The shelf is full or forbidden: the draft lives as long as the page.
    }
  }
}
