import { createStore } from 'zustand/vanilla'
import { t } from '../i18n'
import type { ChatKey, ChatMessage } from './model'

/** A message of one's own that the server has not confirmed yet. */
export interface OutboxEntry {
  client_id: string
  key: ChatKey
  text: string
  parent_id?: string
  /** Milliseconds since 1970, by this machine's clock. */
  written_at: number
  state: 'sending' | 'waiting' | 'failed'
  reason?: string
}

/** Keeps texts by name over a reload: localStorage in the browser, a map in tests. */
export interface Shelf {
  getItem(name: string): string | null
  setItem(name: string, text: string): void
  removeItem(name: string): void
  names(): string[]
}

/** Thrown by `send` when the server said no. Everything else means that it could not be reached. */
export interface Refusal {
  status: number
  message: string
  /** Seconds. */
  retryAfter?: number | null
}

export interface OutboxOptions {
  send: (entry: OutboxEntry) => Promise<ChatMessage>
  onSent: (key: ChatKey, message: ChatMessage) => void
  shelf: Shelf
  /** Names on the shelf begin with it; holds the person's id, so that two people on one machine never mix. */
  prefix: string
}

const RETRY_MS = 3_000
/** Tries while the connection is there before the person is asked. */
const TRIES = 5

/**
 * Own messages on their way out. Sent one after the other in each chat, tried again until the server has them (it
 * knows each by `client_id`, so none appears twice), kept over a reload.
 */
export class Outbox {
  readonly store = createStore<{ entries: readonly OutboxEntry[] }>(() => ({ entries: [] }))
  #options: OutboxOptions
  #online = false
  #busy = new Set<ChatKey>()
  #tries = new Map<string, number>()
  #timers = new Map<ChatKey, ReturnType<typeof setTimeout>>()

  constructor(options: OutboxOptions) {
    this.#options = options
    this.store.setState({ entries: this.#restore() })
  }

  of(key: ChatKey): OutboxEntry[] {
    return this.store.getState().entries.filter((entry) => entry.key === key)
  }

  add(key: ChatKey, text: string, parent_id?: string): OutboxEntry {
    const entry: OutboxEntry = {
      client_id: newId(),
      key,
      text,
      ...(parent_id ? { parent_id } : {}),
      written_at: Date.now(),
      state: this.#online ? 'sending' : 'waiting',
    }
    this.#keep(entry)
    this.store.setState(({ entries }) => ({ entries: [...entries, entry] }))
    void this.#pump(key)
    return entry
  }

  /** Tells whether the server can be reached; what waits goes out when it can. */
  setOnline(online: boolean): void {
    this.#online = online
    this.#tries.clear()
    const { entries } = this.store.getState()
    for (const entry of entries) {
      if (entry.state !== 'failed') this.#change(entry.client_id, { state: online ? 'sending' : 'waiting' })
    }
    if (online) for (const key of new Set(entries.map((entry) => entry.key))) void this.#pump(key)
  }

  tryAgain(clientId: string): void {
    const entry = this.#find(clientId)
    if (!entry) return
    this.#tries.delete(clientId)
    this.#change(clientId, { state: this.#online ? 'sending' : 'waiting', reason: undefined })
    void this.#pump(entry.key)
  }

  /** Takes it out, to be edited or thrown away, and gives back its text. */
  discard(clientId: string): string {
    const text = this.#find(clientId)?.text ?? ''
    this.#forget(clientId)
    return text
  }

  /** The message came back by the live connection: it is sent, whatever its request still says. */
  confirm(clientId: string): void {
    if (this.#find(clientId)) this.#forget(clientId)
  }

  async #pump(key: ChatKey): Promise<void> {
    if (this.#busy.has(key)) return
    this.#busy.add(key)
    clearTimeout(this.#timers.get(key))
    try {
      for (let next = this.#next(key); next && this.#online; next = this.#next(key)) {
        if (!(await this.#deliver(next))) break
      }
    } finally {
      this.#busy.delete(key)
    }
  }

  #next(key: ChatKey): OutboxEntry | undefined {
    return this.of(key).find((entry) => entry.state !== 'failed')
  }

  /** True when the next one may follow. */
  async #deliver(entry: OutboxEntry): Promise<boolean> {
    this.#change(entry.client_id, { state: 'sending' })
    try {
      const message = await this.#options.send(entry)
      this.#options.onSent(entry.key, message)
      this.#forget(entry.client_id)
      return true
    } catch (error) {
      return this.#refused(entry, error)
    }
  }

  #refused(entry: OutboxEntry, error: unknown): boolean {
    const refusal = asRefusal(error)
    if (refusal && refusal.status < 500 && refusal.status !== 429 && refusal.status !== 408) {
      this.#change(entry.client_id, { state: 'failed', reason: refusal.message })
      return true
    }
    const tries = (this.#tries.get(entry.client_id) ?? 0) + 1
    this.#tries.set(entry.client_id, tries)
    if (tries >= TRIES && refusal?.status !== 429) {
      const reason = refusal ? refusal.message : t('the server could not be reached.')
      this.#change(entry.client_id, { state: 'failed', reason })
      return true
    }
    this.#change(entry.client_id, { state: 'waiting' })
    const wait = refusal?.retryAfter ? refusal.retryAfter * 1000 : RETRY_MS * tries
    this.#timers.set(
      entry.key,
      setTimeout(() => void this.#pump(entry.key), wait),
    )
    return false
  }

  #find(clientId: string): OutboxEntry | undefined {
    return this.store.getState().entries.find((entry) => entry.client_id === clientId)
  }

  #change(clientId: string, change: Partial<OutboxEntry>): void {
    const entries = this.store.getState().entries.map((entry) => {
      if (entry.client_id !== clientId) return entry
      const changed = { ...entry, ...change }
      if (changed.state !== entry.state) this.#keep(changed)
      return changed
    })
    this.store.setState({ entries })
  }

  #forget(clientId: string): void {
    this.#tries.delete(clientId)
    this.#options.shelf.removeItem(this.#options.prefix + clientId)
    this.store.setState(({ entries }) => ({
      entries: entries.filter((entry) => entry.client_id !== clientId),
    }))
  }

  // One name for each entry: two tabs then never write over each other.
  #keep(entry: OutboxEntry): void {
    try {
      this.#options.shelf.setItem(this.#options.prefix + entry.client_id, JSON.stringify(entry))
    } catch {
      // The shelf is full or forbidden: the message lives as long as the page.
    }
  }

  #restore(): OutboxEntry[] {
    const { shelf, prefix } = this.#options
    const entries: OutboxEntry[] = []
    for (const name of shelf.names()) {
      if (!name.startsWith(prefix)) continue
      try {
        const entry = JSON.parse(shelf.getItem(name) ?? '') as OutboxEntry
        entries.push(entry.state === 'failed' ? entry : { ...entry, state: 'waiting' })
      } catch {
        shelf.removeItem(name)
      }
    }
    return entries.sort((a, b) => a.written_at - b.written_at)
  }
}

function asRefusal(error: unknown): Refusal | null {
  const status = (error as Partial<Refusal> | null)?.status
  return typeof status === 'number' && status > 0 ? (error as Refusal) : null
}

/** A UUID; `crypto.randomUUID` is missing on plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
