import { createStore } from 'zustand/vanilla'
import type { Shelf } from '../chat/shelf'

const KEEP = 60
const SHOWN = 18
const FIRST = ['(thumbsup)', '(heart)']

/**
 * The emoji and emoticons that this person used last, in reactions and in texts, kept on this machine. The two used most
 * often are the favourites that stand beside each message.
 */
export class Recent {
  readonly store = createStore<{ used: readonly string[] }>(() => ({ used: [] }))
  #shelf: Shelf
  #name: string

  constructor(shelf: Shelf, name: string) {
    this.#shelf = shelf
    this.#name = name
    this.store.setState({ used: this.#read() })
  }

  use(emoji: string): void {
    const used = [emoji, ...this.store.getState().used].slice(0, KEEP)
    this.store.setState({ used })
    try {
      this.#shelf.setItem(this.#name, JSON.stringify(used))
    } catch {
      // Known as long as the page.
    }
  }

  #read(): string[] {
    try {
      const kept: unknown = JSON.parse(this.#shelf.getItem(this.#name) ?? '[]')
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, KEEP) : []
    } catch {
      return []
    }
  }
}

/** Each once, the last one first. */
export function recentOf(used: readonly string[]): string[] {
  return [...new Set(used)].slice(0, SHOWN)
}

/** The two used most often; of equals the one used last. */
export function favouritesOf(used: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const one of used) counts.set(one, (counts.get(one) ?? 0) + 1)
  const often = [...counts].sort(([, a], [, b]) => b - a).map(([emoji]) => emoji)
  return [...often, ...FIRST.filter((emoji) => !counts.has(emoji))].slice(0, 2)
}
