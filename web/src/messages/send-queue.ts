import { createStore } from 'zustand/vanilla'
import { t } from '../i18n'
import type { ChatKey, ChatMessage } from './model'

/** Something of one's own that the server has not confirmed yet. */
export interface Outgoing {
  client_id: string
  key: ChatKey
  text: string
  /** Milliseconds since 1970, by this machine's clock. */
  written_at: number
  state: 'sending' | 'waiting' | 'failed'
  reason?: string
  /** It says something else than when it was written, and the server may have it as it was. */
  isAmended?: true
}

/** Thrown when the server said no. Everything else means that it could not be reached. */
export interface Refusal {
  status: number
  message: string
  /** Seconds. */
  retryAfter?: number | null
}

const RETRY_MS = 3_000
/** Tries while the connection is there before the person is asked. */
const TRIES = 5

/**
 * What goes out, one after the other in each chat, tried again until the server has it: it knows each by `client_id`,
 * so none appears twice. Who queues says how one is sent, and what is to be done beside.
 */
export abstract class SendQueue<Entry extends Outgoing> {
  readonly store = createStore<{ entries: readonly Entry[] }>(() => ({ entries: [] }))
  /** Told of what the server has. */
  onSent: (key: ChatKey, message: ChatMessage) => void = () => {}
  #online = false
  #busy = new Set<ChatKey>()
  #tries = new Map<string, number>()
  #timers = new Map<ChatKey, ReturnType<typeof setTimeout>>()
  /** The requests under way. */
  #stops = new Map<string, AbortController>()

  protected abstract send(entry: Entry, signal: AbortSignal): Promise<ChatMessage>
  /** New, or in another state. */
  protected onChanged(_entry: Entry): void {}
  /** Sent, cancelled or thrown away. */
  protected onGone(_entry: Entry): void {}
  /** Asked right before it is sent. */
  protected isStillWanted(_entry: Entry): boolean {
    return true
  }

  of(key: ChatKey): Entry[] {
    return this.store.getState().entries.filter((entry) => entry.key === key)
  }

  /** Tells whether the server can be reached; what waits goes out when it can. */
  setOnline(online: boolean): void {
    this.#online = online
    this.#tries.clear()
    const { entries } = this.store.getState()
    for (const { client_id, state } of entries) {
      // What is under way may well arrive.
      if (state !== 'failed' && !this.#stops.has(client_id)) this.#change(client_id, this.#fresh())
    }
    if (online) for (const key of new Set(entries.map((entry) => entry.key))) void this.#pump(key)
  }

  tryAgain(clientId: string): void {
    const entry = this.find(clientId)
    if (!entry) return
    this.#tries.delete(clientId)
    this.#change(clientId, this.#fresh())
    void this.#pump(entry.key)
  }

  /** Stops it and takes it out; gives it back, so that it can be used again. */
  cancel(clientId: string): Entry | undefined {
    const entry = this.forget(clientId)
    this.#stops.get(clientId)?.abort()
    return entry
  }

  /** The message came back by the live connection: it is sent, whatever its request still says. Gives back what it was. */
  confirm(clientId: string): Entry | undefined {
    return this.forget(clientId)
  }

  /** Gives it another text; one that could not be sent is tried again. False when it is not here, or not any more. */
  amend(clientId: string, text: string): boolean {
    const entry = this.find(clientId)
    if (!entry) return false
    this.#put(entry, { ...entry, text, isAmended: true })
    if (entry.state === 'failed') this.tryAgain(clientId)
    return true
  }

  protected find(clientId: string): Entry | undefined {
    return this.store.getState().entries.find((entry) => entry.client_id === clientId)
  }

  /** Entries with their id, time and state, ready for `enqueue`. */
  protected begin(key: ChatKey, text: string): Outgoing {
    return { client_id: newId(), key, text, written_at: Date.now(), ...this.#fresh() }
  }

  protected enqueue(...fresh: Entry[]): void {
    for (const entry of fresh) this.onChanged(entry)
    this.store.setState(({ entries }) => ({ entries: [...entries, ...fresh] }))
    for (const key of new Set(fresh.map((entry) => entry.key))) void this.#pump(key)
  }

  protected forget(clientId: string): Entry | undefined {
    const gone = this.find(clientId)
    this.#tries.delete(clientId)
    if (!gone) return undefined
    this.store.setState(({ entries }) => ({ entries: entries.filter((entry) => entry !== gone) }))
    this.onGone(gone)
    return gone
  }

  async #pump(key: ChatKey): Promise<void> {
    if (this.#busy.has(key)) return
    this.#busy.add(key)
    clearTimeout(this.#timers.get(key))
    try {
      for (let next = this.#next(key); next && this.#online; next = this.#next(key)) {
        if (!this.isStillWanted(next)) this.forget(next.client_id)
        else if (!(await this.#deliver(next))) break
      }
    } finally {
      this.#busy.delete(key)
    }
  }

  #next(key: ChatKey): Entry | undefined {
    return this.of(key).find((entry) => entry.state !== 'failed')
  }

  /** True when the next one may follow. */
  async #deliver(entry: Entry): Promise<boolean> {
    const { client_id, key } = entry
    const stop = new AbortController()
    this.#stops.set(client_id, stop)
    this.#change(client_id, { state: 'sending' })
    try {
      const message = await this.send(entry, stop.signal)
      this.onSent(key, message)
      this.confirm(client_id)
      return true
    } catch (error) {
      return this.find(client_id) ? this.#refused(entry, error) : true
    } finally {
      this.#stops.delete(client_id)
    }
  }

  #refused({ client_id, key }: Entry, error: unknown): boolean {
    const { status = 0, message, retryAfter } = (error ?? {}) as Partial<Refusal>
    const tries = (this.#tries.get(client_id) ?? 0) + 1
    this.#tries.set(client_id, tries)
    if (!mayWorkLater(status) || (tries >= TRIES && status !== 429)) {
      const reason = (status > 0 && message) || t('the server could not be reached.')
      this.#change(client_id, { state: 'failed', reason })
      return true
    }
    this.#change(client_id, { state: 'waiting' })
    const wait = retryAfter ? retryAfter * 1000 : RETRY_MS * tries
    this.#timers.set(
      key,
      setTimeout(() => void this.#pump(key), wait),
    )
    return false
  }

  #fresh(): Pick<Outgoing, 'state' | 'reason'> {
    return { state: this.#online ? 'sending' : 'waiting' }
  }

  #change(clientId: string, { state, reason }: Pick<Outgoing, 'state' | 'reason'>): void {
    const known = this.find(clientId)
    if (!known || (known.state === state && known.reason === reason)) return
    const { reason: _, ...rest } = known
    this.#put(known, { ...rest, state, ...(reason ? { reason } : {}) } as Entry)
  }

  #put(known: Entry, changed: Entry): void {
    this.onChanged(changed)
    this.store.setState(({ entries }) => ({
      entries: entries.map((entry) => (entry === known ? changed : entry)),
    }))
  }
}

/** No answer, too slow, too many, or trouble of the server's own that passes; a full disk does not. */
function mayWorkLater(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || (status >= 500 && status !== 507)
}

/** A UUID; `crypto.randomUUID` is missing on plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
