import type { Shelf } from '../chat/shelf'
import type { ChatKey, ChatMessage } from './model'
import { type Outgoing, SendQueue } from './send-queue'

/** A message of one's own that the server has not confirmed yet. */
export interface OutboxEntry extends Outgoing {
  parent_id?: string
}

export interface OutboxOptions {
  send: (entry: OutboxEntry) => Promise<ChatMessage>
  onSent: (key: ChatKey, message: ChatMessage) => void
  shelf: Shelf
  /** Names on the shelf begin with it; holds the person's id, so that two people on one machine never mix. */
  prefix: string
}

/**
 * Own messages on their way out, kept over a reload. Other tabs of this person keep theirs on the same shelf: what has
 * left it was sent or thrown away there, and is not sent from here.
 */
export class Outbox extends SendQueue<OutboxEntry> {
  #options: OutboxOptions
  /** Names that were on the shelf. */
  #kept = new Set<string>()

  constructor(options: OutboxOptions) {
    super()
    this.onSent = options.onSent
    this.#options = options
    this.store.setState({ entries: this.#unknown() })
  }

  add(key: ChatKey, text: string, parent_id?: string): OutboxEntry {
    const entry = { ...this.begin(key, text), ...(parent_id ? { parent_id } : {}) }
    this.enqueue(entry)
    return entry
  }

  /** With the connection comes what a tab left behind that was closed meanwhile. */
  override setOnline(online: boolean): void {
    const left = online ? this.#unknown() : []
    if (left.length > 0) this.store.setState(({ entries }) => ({ entries: [...entries, ...left] }))
    super.setOnline(online)
  }

  /** Takes it out, to be edited or thrown away, and gives back its text. */
  discard(clientId: string): string {
    return this.cancel(clientId)?.text ?? ''
  }

  /** Another tab took a text from the shelf. */
  leftShelf(name: string): void {
    if (this.#kept.has(name)) this.forget(name.slice(this.#options.prefix.length))
  }

  protected override send(entry: OutboxEntry): Promise<ChatMessage> {
    return this.#options.send(entry)
  }

  protected override isStillWanted({ client_id }: OutboxEntry): boolean {
    const name = this.#options.prefix + client_id
    return !this.#kept.has(name) || this.#options.shelf.getItem(name) !== null
  }

  // One name for each entry: two tabs then never write over each other.
  protected override onChanged(entry: OutboxEntry): void {
    if (!this.isStillWanted(entry)) return
    const name = this.#options.prefix + entry.client_id
    try {
      this.#options.shelf.setItem(name, JSON.stringify(entry))
      this.#kept.add(name)
    } catch {
      // The shelf is full or forbidden: the message lives as long as the page.
    }
  }

  protected override onGone({ client_id }: OutboxEntry): void {
    const name = this.#options.prefix + client_id
    this.#kept.delete(name)
    this.#options.shelf.removeItem(name)
  }

  /** What is on the shelf and not here, the oldest first. */
  #unknown(): OutboxEntry[] {
    const { shelf, prefix } = this.#options
    const entries: OutboxEntry[] = []
    for (const name of shelf.names()) {
      if (!name.startsWith(prefix) || this.#kept.has(name)) continue
      try {
        const entry = JSON.parse(shelf.getItem(name) ?? '') as OutboxEntry
        entries.push(entry.state === 'failed' ? entry : { ...entry, state: 'waiting' })
        this.#kept.add(name)
      } catch {
        shelf.removeItem(name)
      }
    }
    return entries.sort((a, b) => a.written_at - b.written_at)
  }
}
