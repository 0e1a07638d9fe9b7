import { createStore } from 'zustand/vanilla'
import { answered, requoted } from './answers'
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
  /** So is the newest: what is said now comes in by itself. */
  reachesEnd: boolean
  /** At least one page has come. */
  isLoaded: boolean
  /** Counts the times that other messages took the place of all: the reader's place is found anew. */
  stretch: number
}

/** What a page answers. */
export interface Asked {
  before?: number
  after?: number
  /** Around a message, after a position, or from a moment on: somewhere in the chat. */
  isElsewhere?: boolean
  limit: number
}

const KEEP = 800
/** Held at most while the reader is somewhere above; what is at the other end goes, and comes again when scrolled to. */
export const MOST = 2_000
const MOST_EARLY = 200
const EMPTY: TimelineState = {
  messages: [],
  reachesStart: false,
  reachesEnd: true,
  isLoaded: false,
  stretch: 0,
}

/**
 * A stretch of one chat that this client knows: mostly the newest messages, else those around an older one. Positions
 * are dense, so holes can be seen; events may repeat and may overtake a page of history, so an id is taken once and a
 * newer state of a message always wins.
 */
export class Timeline {
  readonly store = createStore<TimelineState>(() => EMPTY)
  /** Edits and deletions of messages that are not here: a page on its way may still hold the old state. */
  #newer = new Map<string, ChatMessage>()
  /** Messages that came while the page before them was on its way, or while others are shown. */
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

  find(id: string): ChatMessage | undefined {
    return this.messages.find((message) => message.id === id)
  }

  /** A sent message. One that came before is ignored. */
  append(message: ChatMessage): void {
    const { isLoaded, reachesEnd, messages } = this.store.getState()
    if (isLoaded && reachesEnd && messages.length < MOST) {
      const isNext = message.position > (this.newest?.position ?? 0) && !this.#newer.has(message.id)
      if (!isNext) this.#merge([message])
      else {
        this.store.setState({ messages: [...messages, message] })
        this.#count([message])
      }
      return
    }
    if (isLoaded && reachesEnd) this.store.setState({ reachesEnd: false })
    // One's own comes twice: by the event and as the answer to sending.
    if (this.#early.some(({ id }) => id === message.id)) return
    this.#early = [...this.#early, message].slice(-MOST_EARLY)
    this.#count([message])
  }

  /** An edited or deleted message, or one with other marks: only that one changes, and what quotes it. */
  replace(message: ChatMessage): void {
    const at = this.messages.findIndex((known) => known.id === message.id)
    if (at < 0) this.#remember(message)
    const isQuoted = this.messages.some(
      (known) => known.parent?.id === message.id && requoted(known, message) !== known,
    )
    if (at < 0 && !isQuoted) return
    const messages = this.messages.map((known, i) => (i === at ? message : requoted(known, message)))
    this.store.setState({ messages })
  }

  /** A page of history. `asked` tells what an empty or short page means. */
  addPage(page: HistoryPage, asked: Asked): void {
    const first = page.items[0]?.position
    const last = page.items.at(-1)?.position ?? asked.after ?? 0
    if (asked.isElsewhere && this.newest && !this.#touches(page)) this.#startAnew()
    const isNewest = asked.after === undefined && asked.before === undefined && !asked.isElsewhere
    const toEnd = isNewest || (asked.before === undefined && last >= page.last_position)
    this.#merge([...page.items, ...(toEnd ? this.#early.filter(({ position }) => position > last) : [])])
    if (toEnd) this.#early = []
    const isShort = asked.after === undefined && !asked.isElsewhere && page.items.length < asked.limit
    const { reachesStart, reachesEnd, isLoaded } = this.store.getState()
    this.store.setState({
      isLoaded: true,
      reachesStart: reachesStart || isShort || first === 1,
      reachesEnd: toEnd || (isLoaded ? reachesEnd : false),
    })
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

  /** After older (or newer) messages came: lets go of those at the other end, where the reader is not. */
  bound(came: 'older' | 'newer'): void {
    if (this.messages.length <= MOST) return
    const first = this.messages.at(-MOST)
    if (came === 'newer' && first) this.forgetBefore(first.position)
    else if (came === 'older')
      this.store.setState({ messages: this.messages.slice(0, MOST), reachesEnd: false })
  }

  /** The same stretch as the server has it now, in place of all that was known. */
  renew(messages: readonly ChatMessage[], reachesStart: boolean): void {
    this.#newer.clear()
    this.#early = []
    this.store.setState({ messages, reachesStart: reachesStart || messages[0]?.position === 1 })
  }

  /** Whether a page meets the messages that are here, or overlaps them. */
  #touches({ items }: HistoryPage): boolean {
    const { oldest, newest } = this
    const [first, last] = [items[0], items.at(-1)]
    if (!oldest || !newest || !first || !last) return false
    return first.position <= newest.position + 1 && last.position >= oldest.position - 1
  }

  #startAnew(): void {
    this.store.setState(({ stretch }) => ({
      ...EMPTY,
      isLoaded: true,
      reachesEnd: false,
      stretch: stretch + 1,
    }))
  }

  #merge(incoming: readonly ChatMessage[]): void {
    const known = new Set(this.messages.map((message) => message.id))
    const fresh = incoming
      .filter(({ id }) => !known.has(id) && known.add(id))
      .map((message) => this.#newer.get(message.id) ?? message)
    if (fresh.length === 0) return
    for (const message of fresh) this.#newer.delete(message.id)
    const last = this.newest?.position ?? 0
    const inOrder = fresh.every((message, i) => message.position > (fresh[i - 1]?.position ?? last))
    const messages = [...this.messages, ...fresh]
    if (!inOrder) messages.sort((a, b) => a.position - b.position)
    this.store.setState({ messages })
    this.#count(fresh)
  }

  /** Replies count on the message that they answer. */
  #count(fresh: readonly ChatMessage[]): void {
    for (const reply of fresh) {
      const at = reply.parent ? this.messages.findIndex(({ id }) => id === reply.parent?.id) : -1
      const head = this.messages[at]
      const counted = head && answered(head, reply)
      if (counted && counted !== head) this.store.setState({ messages: this.messages.with(at, counted) })
    }
  }

  #remember(message: ChatMessage): void {
    this.#newer.set(message.id, message)
    if (this.#newer.size > 200) {
      const [eldest] = this.#newer.keys()
      if (eldest) this.#newer.delete(eldest)
    }
  }
}
