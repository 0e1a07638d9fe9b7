import { createStore } from 'zustand/vanilla'
import type { Shelf } from '../chat/shelf'

/** What was typed and not sent, one text for each chat or thread, kept over a reload and the same in all tabs. */
export class Drafts<Key extends string> {
  /** Where there is one. */
  readonly store = createStore<{ keys: ReadonlySet<Key> }>(() => ({ keys: new Set() }))
  /** The last one that was written, or sent, in another tab. */
  readonly elsewhere = createStore<{ key: Key | null; text: string }>(() => ({ key: null, text: '' }))
  #shelf: Shelf
  #prefix: string
  #texts = new Map<Key, string>()

  constructor(shelf: Shelf, prefix: string) {
    this.#shelf = shelf
    this.#prefix = prefix
    const names = shelf.names().filter((name) => name.startsWith(prefix))
    this.store.setState({ keys: new Set(names.map((name) => this.#keyOf(name))) })
  }

  get(key: Key): string {
    return this.#texts.get(key) ?? this.#shelf.getItem(this.#prefix + key) ?? ''
  }

  set(key: Key, text: string): void {
    this.#take(key, text)
    try {
      if (text) this.#shelf.setItem(this.#prefix + key, text)
      else this.#shelf.removeItem(this.#prefix + key)
    } catch {
      // The shelf is full or forbidden: the draft lives as long as the page.
    }
  }

  /** Another tab changed something on the shelf. */
  followShelf(name: string, text: string | null): void {
    if (!name.startsWith(this.#prefix)) return
    const key = this.#keyOf(name)
    if (this.#texts.get(key) === (text ?? '')) return
    this.#take(key, text ?? '')
    this.elsewhere.setState({ key, text: text ?? '' })
  }

  #take(key: Key, text: string): void {
    this.#texts.set(key, text)
    const { keys } = this.store.getState()
    if (keys.has(key) === Boolean(text)) return
    const changed = new Set(keys)
    if (text) changed.add(key)
    else changed.delete(key)
    this.store.setState({ keys: changed })
  }

  #keyOf(name: string): Key {
    return name.slice(this.#prefix.length) as Key
  }
}
