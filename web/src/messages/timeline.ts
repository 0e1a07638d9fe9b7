import { createStore } from 'zustand/vanilla'
import type { ChatMessage, HistoryPage } from './model'

/** A hole in the known positions: everything after `after` and before `before` is still to be fetched. */
export interface Gap {
  after: number
  before: number
}

export interface TimelineState {
  /** By position, each id once. */
  messages: readonly ChatMessage[]
  /** The first message of the chat is among them. */
  reachesStart: boolean
  /** At least one page has come. */
  isLoaded: boolean
}

const KEEP = 800
const MOST_EARLY = 200
const EMPTY: TimelineState = { messages: [], reachesStart: false, isLoaded: false }

/**
 * The messages of one chat that this client knows. Positions are dense, so holes can be seen; events may repeat and may
 * overtake a page of history, so an id is taken once and a newer state of a message always wins.
 */
export class Timeline {
  readonly store = createStore<TimelineState>(() => EMPTY)
  /** Edits and deletions of messages that are not here: a page on its way may still hold the old state. */
  #newer = new Map<string, ChatMessage>()
  /** Messages that came while the first page was on its way, which may have left before them. */
  #early: ChatMessage[] = []

  get messages(): readonly ChatMessage[] {
    return this.store.getState().messages
  }

  get newest(): ChatMessage | undefined {
    return this.messages.at(-1)
  }

  get oldest(): ChatMessage | undefined {
    return this.messages[0]
  }

  /** A sent message. One that came before is ignored. */
  append(message: ChatMessage): void {
    if (this.store.getState().isLoaded) this.#merge([message])
    else this.#early = [...this.#early, message].slice(-MOST_EARLY)
  }

  /** An edited or deleted message: only that one changes. */
  replace(message: ChatMessage): void {
    const at = this.messages.findIndex((known) => known.id === message.id)
    if (at < 0) {
      this.#remember(message)
      return
    }
    this.store.setState({ messages: this.messages.with(at, message) })
  }

  /** A page of history. `asked` tells what an empty or short page means. */
  addPage(page: HistoryPage, asked: { before?: number; after?: number; limit: number }): void {
    const fromStart = asked.after === undefined && page.items.length < asked.limit
    const first = page.items[0]?.position
    const last = page.items.at(-1)?.position ?? 0
    this.#merge([...page.items, ...this.#early.filter((message) => message.position > last)])
    this.#early = []
    const reachesStart = this.store.getState().reachesStart || fromStart || first === 1
    this.store.setState({ isLoaded: true, reachesStart })
  }

  /** The oldest hole, if any. */
  gap(): Gap | null {
    const { messages } = this
    for (let i = messages.length - 1; i > 0; i -= 1) {
      const before = messages[i]?.position ?? 0
      const after = messages[i - 1]?.position ?? 0
      if (before > after + 1) return { after, before }
    }
    return null
  }

  /** Forgets what lies before a position: a hole too wide to be filled, or more than is worth keeping. */
  forgetBefore(position: number): void {
    const messages = this.messages.filter((message) => message.position >= position)
    this.store.setState({ messages, reachesStart: messages[0]?.position === 1 })
  }

  /** Keeps only the newest messages; for when the reader is at the end. */
  trim(keep = KEEP): void {
    const first = this.messages.at(-keep)
    if (this.messages.length > keep * 1.5 && first) this.forgetBefore(first.position)
  }

  clear(): void {
    this.#newer.clear()
    this.#early = []
    this.store.setState(EMPTY, true)
  }

  #merge(incoming: readonly ChatMessage[]): void {
    const known = new Set(this.messages.map((message) => message.id))
    const fresh = incoming
      .filter((message) => !known.has(message.id))
      .map((message) => this.#newer.get(message.id) ?? message)
    if (fresh.length === 0) return
    for (const message of fresh) this.#newer.delete(message.id)
    const last = this.newest?.position ?? 0
    const inOrder = fresh.every((message, i) => message.position > (fresh[i - 1]?.position ?? last))
    const messages = [...this.messages, ...fresh]
    if (!inOrder) messages.sort((a, b) => a.position - b.position)
    this.store.setState({ messages })
  }

  #remember(message: ChatMessage): void {
    this.#newer.set(message.id, message)
    if (this.#newer.size > 200) {
      const [eldest] = this.#newer.keys()
      if (eldest) this.#newer.delete(eldest)
    }
  }
}
