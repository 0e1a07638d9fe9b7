import type { EmoticonEntry } from '../api/types'
import type { Shelf } from '../chat/shelf'
import { setCustomEmoticons } from './custom'

/** Fetches the group's emoticons, and keeps them on this machine so that the first screen has them at once. */
export class EmoticonKeeper {
  #fetch: () => Promise<EmoticonEntry[]>
  #shelf: Shelf
  #name: string

  constructor(fetch: () => Promise<EmoticonEntry[]>, shelf: Shelf, name: string) {
    this.#fetch = fetch
    this.#shelf = shelf
    this.#name = name
    setCustomEmoticons(this.#kept())
  }

  async refresh(): Promise<void> {
    let own: EmoticonEntry[]
    try {
      own = (await this.#fetch()).filter((emoticon) => emoticon.is_custom)
    } catch {
      return // those that are known stay; the next connection or change asks again
    }
    setCustomEmoticons(own)
    try {
      this.#shelf.setItem(this.#name, JSON.stringify(own))
    } catch {
      // Not kept: fetched again with the next page.
    }
  }

  #kept(): EmoticonEntry[] {
    try {
      const kept: unknown = JSON.parse(this.#shelf.getItem(this.#name) ?? '[]')
      return Array.isArray(kept) ? kept : []
    } catch {
      return []
    }
  }
}
