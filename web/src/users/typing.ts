import { createStore } from 'zustand/vanilla'
import type { ChatKey } from '../messages/model'

/** Without a word for this long somebody stopped typing. */
const HOLDS_MS = 6_000
/** One's own typing is told once in this time. */
const TELL_EVERY_MS = 3_000

/** Who is typing where. */
export class Typing {
  readonly store = createStore<{ by: ReadonlyMap<ChatKey, readonly number[]> }>(() => ({ by: new Map() }))
  #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #toldAt = new Map<ChatKey, number>()

  typists(key: ChatKey): readonly number[] {
    return this.store.getState().by.get(key) ?? NOBODY
  }

  started(key: ChatKey, userId: number): void {
    const name = `${key} ${userId}`
    clearTimeout(this.#timers.get(name))
    this.#timers.set(
      name,
      setTimeout(() => this.stopped(key, userId), HOLDS_MS),
    )
    if (!this.typists(key).includes(userId)) this.#set(key, [...this.typists(key), userId])
  }

  stopped(key: ChatKey, userId: number): void {
    clearTimeout(this.#timers.get(`${key} ${userId}`))
    this.#timers.delete(`${key} ${userId}`)
    if (this.typists(key).includes(userId)) {
      this.#set(
        key,
        this.typists(key).filter((id) => id !== userId),
      )
    }
  }

  /** Whether it is time to tell the others again that this person types. */
  shouldTell(key: ChatKey, now = Date.now()): boolean {
    if (now - (this.#toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY_MS) return false
    this.#toldAt.set(key, now)
    return true
  }

  /** A message went out: the next key is told at once. */
  told(key: ChatKey): void {
    this.#toldAt.delete(key)
  }

  #set(key: ChatKey, ids: readonly number[]): void {
    const by = new Map(this.store.getState().by)
    if (ids.length > 0) by.set(key, ids)
    else by.delete(key)
    this.store.setState({ by })
  }
}

const NOBODY: readonly number[] = []
