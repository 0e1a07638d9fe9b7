import { createStore } from 'zustand/vanilla'
import { sentence } from '../api/errors'
import type { Drafts } from '../composer/drafts'
import type { ChatKey, ChatMessage } from '../messages/model'
import type { RepliesPage, RepliesQuery } from './calls'

/** The replies to one message, opened under it. */
export interface Thread {
  key: ChatKey
  /** Oldest first, without deleted ones. */
  replies: readonly ChatMessage[]
  hasEarlier: boolean
  isLoaded: boolean
  isLoading: boolean
  error: string | null
  /** The answer that is being written. */
  draft: string
}

type Fetch = (key: ChatKey, id: string, query: RepliesQuery) => Promise<RepliesPage>

const PAGE = 30
/** Open threads beyond this are forgotten, the eldest first. */
const MOST_OPEN = 20

/** The threads that are open, by the message that they answer; they stay open while one scrolls or looks elsewhere. */
export class Threads {
  readonly store = createStore<{ open: ReadonlyMap<string, Thread> }>(() => ({ open: new Map() }))
  #fetch: Fetch
  /** Answers that were not sent, by the message that they answer. */
  #drafts: Drafts<string>

  constructor(fetch: Fetch, drafts: Drafts<string>) {
    this.#fetch = fetch
    this.#drafts = drafts
    drafts.elsewhere.subscribe(({ key, text }) => key && this.#change(key, { draft: text }))
  }

  isOpen(id: string): boolean {
    return this.store.getState().open.has(id)
  }

  toggle(key: ChatKey, id: string): void {
    if (this.isOpen(id)) this.close(id)
    else this.open(key, id)
  }

  open(key: ChatKey, id: string): void {
    if (this.isOpen(id)) return
    const thread: Thread = {
      key,
      replies: [],
      hasEarlier: false,
      isLoaded: false,
      isLoading: false,
      error: null,
      draft: this.#drafts.get(id),
    }
    const open = new Map(this.store.getState().open).set(id, thread)
    for (const eldest of open.keys()) if (open.size > MOST_OPEN) open.delete(eldest)
    this.store.setState({ open })
    void this.load(id)
  }

  close(id: string): void {
    const open = new Map(this.store.getState().open)
    open.delete(id)
    this.store.setState({ open })
  }

  /** The newest replies; once they are there, those before them. */
  async load(id: string): Promise<void> {
    const thread = this.store.getState().open.get(id)
    if (!thread || thread.isLoading) return
    this.#change(id, { isLoading: true, error: null })
    const before = thread.isLoaded ? thread.replies[0]?.position : undefined
    try {
      const page = await this.#fetch(thread.key, id, { ...(before ? { before } : {}), limit: PAGE })
      const came = this.store.getState().open.get(id)?.replies ?? []
      this.#change(id, {
        replies: merged(page.items, came),
        hasEarlier: page.has_more,
        isLoaded: true,
        isLoading: false,
      })
    } catch (refusal) {
      this.#change(id, { isLoading: false, error: sentence(refusal) })
    }
  }

  write(id: string, draft: string): void {
    this.#drafts.set(id, draft)
    this.#change(id, { draft })
  }

  /** A message of the server: a reply to an open thread is shown there. */
  take(message: ChatMessage): void {
    const head = message.parent?.id
    const thread = head && this.store.getState().open.get(head)
    if (thread) this.#change(head, { replies: merged(thread.replies, [message]) })
  }

  /** A message is another than before: edited, marked, or deleted. */
  replace(message: ChatMessage): void {
    for (const [id, { replies }] of this.store.getState().open) {
      const at = replies.findIndex((reply) => reply.id === message.id)
      if (at < 0) continue
      this.#change(id, { replies: message.deleted ? replies.toSpliced(at, 1) : replies.with(at, message) })
    }
  }

  /** After a time apart what is open may be another. */
  refresh(): void {
    for (const id of this.store.getState().open.keys()) {
      this.#change(id, { replies: [], isLoaded: false, isLoading: false })
      void this.load(id)
    }
  }

  #change(id: string, change: Partial<Thread>): void {
    const thread = this.store.getState().open.get(id)
    if (!thread) return
    this.store.setState({ open: new Map(this.store.getState().open).set(id, { ...thread, ...change }) })
  }
}

/** Both by position, each once; what came later wins. */
function merged(page: readonly ChatMessage[], came: readonly ChatMessage[]): ChatMessage[] {
  const byId = new Map([...page, ...came].map((message) => [message.id, message]))
  return [...byId.values()].sort((a, b) => a.position - b.position)
}
