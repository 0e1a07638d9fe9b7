import { createStore } from 'zustand/vanilla'
import type { FileIn } from '../api/upload'
import { t } from '../i18n'
import type { ChatKey, ChatMessage } from '../messages/model'
import { newId, type OutboxEntry, type Refusal } from '../messages/outbox'
import { type Attached, release } from './attachments'

/** A file on its way, with what is said with it. */
export interface UploadEntry extends OutboxEntry {
  attached: Attached
}

interface UploadsOptions {
  send: (
    key: ChatKey,
    body: FileIn,
    watch: { onProgress: (sent: number) => void; signal: AbortSignal },
  ) => Promise<ChatMessage>
  onSent: (key: ChatKey, message: ChatMessage) => void
}

const RETRY_MS = 3_000
const TRIES = 5

/**
 * Files of one's own on their way, one after the other in each chat. They live as long as the page: a browser does not
 * keep files over a reload. The server knows each by `client_id`, so none appears twice.
 */
export class Uploads {
  readonly store = createStore<{ entries: readonly UploadEntry[] }>(() => ({ entries: [] }))
  /** Bytes that have left, by `client_id`: a store of its own, as it changes many times a second. */
  readonly progress = createStore<{ sent: ReadonlyMap<string, number> }>(() => ({ sent: new Map() }))
  #options: UploadsOptions
  #online = false
  #busy = new Set<ChatKey>()
  #tries = new Map<string, number>()
  #stops = new Map<string, AbortController>()
  #timers = new Map<ChatKey, ReturnType<typeof setTimeout>>()

  constructor(options: UploadsOptions) {
    this.#options = options
  }

  /** Something would be lost with the page. */
  get isBusy(): boolean {
    return this.store.getState().entries.length > 0
  }

  of(key: ChatKey): UploadEntry[] {
    return this.store.getState().entries.filter((entry) => entry.key === key)
  }

  /** The text goes with the first file. */
  add(key: ChatKey, text: string, files: readonly Attached[]): void {
    const now = Date.now()
    const fresh = files.map(
      (attached, i): UploadEntry => ({
        client_id: newId(),
        key,
        text: i === 0 ? text : '',
        written_at: now,
        state: this.#online ? 'sending' : 'waiting',
        attached,
      }),
    )
    this.store.setState(({ entries }) => ({ entries: [...entries, ...fresh] }))
    void this.#pump(key)
  }

  /** Tells whether the server can be reached; what waits goes out when it can. */
  setOnline(online: boolean): void {
    this.#online = online
    this.#tries.clear()
    const { entries } = this.store.getState()
    for (const entry of entries) {
      if (entry.state === 'failed' || this.#stops.has(entry.client_id)) continue
      this.#change(entry.client_id, { state: online ? 'sending' : 'waiting' })
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

  /** Stops it and takes it out; gives it back, so that text and file can be used again. */
  cancel(clientId: string): UploadEntry | undefined {
    const entry = this.#find(clientId)
    this.#forget(clientId)
    this.#stops.get(clientId)?.abort()
    return entry
  }

  /** For good: the file is let go, too. */
  discard(clientId: string): void {
    release(this.cancel(clientId)?.attached.preview ?? null)
  }

  /** The message came back by the live connection: it is shared, whatever its request still says. */
  confirm(clientId: string): void {
    const entry = this.#find(clientId)
    if (!entry) return
    this.#forget(clientId)
    // The picture stays on screen until the server's own has come.
    setTimeout(() => release(entry.attached.preview), 10_000)
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

  #next(key: ChatKey): UploadEntry | undefined {
    return this.of(key).find((entry) => entry.state !== 'failed')
  }

  /** True when the next one may follow. */
  async #deliver({ client_id, key, text, attached }: UploadEntry): Promise<boolean> {
    const stop = new AbortController()
    this.#stops.set(client_id, stop)
    this.#change(client_id, { state: 'sending' })
    this.#progressed(client_id, 0)
    try {
      const message = await this.#options.send(
        key,
        { client_id, text, file: attached.file },
        { signal: stop.signal, onProgress: (sent) => this.#progressed(client_id, sent) },
      )
      this.#options.onSent(key, message)
      this.confirm(client_id)
      return true
    } catch (error) {
      return this.#find(client_id) ? this.#refused(client_id, error) : true
    } finally {
      this.#stops.delete(client_id)
    }
  }

  #refused(clientId: string, error: unknown): boolean {
    const { status = 0, message, retryAfter } = error as Partial<Refusal>
    const tries = (this.#tries.get(clientId) ?? 0) + 1
    this.#tries.set(clientId, tries)
    const mayWork = status === 0 || status === 429 || status === 408 || status === 503
    if (!mayWork || (tries >= TRIES && status !== 429)) {
      const reason = (status > 0 && message) || t('the server could not be reached.')
      this.#change(clientId, { state: 'failed', reason })
      return true
    }
    this.#change(clientId, { state: 'waiting' })
    const key = this.#find(clientId)?.key
    const wait = retryAfter ? retryAfter * 1000 : RETRY_MS * tries
    if (key) {
      this.#timers.set(
        key,
        setTimeout(() => void this.#pump(key), wait),
      )
    }
    return false
  }

  #find(clientId: string): UploadEntry | undefined {
    return this.store.getState().entries.find((entry) => entry.client_id === clientId)
  }

  #change(clientId: string, change: Partial<UploadEntry>): void {
    this.store.setState(({ entries }) => ({
      entries: entries.map((entry) => (entry.client_id === clientId ? { ...entry, ...change } : entry)),
    }))
  }

  #forget(clientId: string): void {
    this.#tries.delete(clientId)
    this.store.setState(({ entries }) => ({
      entries: entries.filter((entry) => entry.client_id !== clientId),
    }))
    this.#progressed(clientId, null)
  }

  #progressed(clientId: string, bytes: number | null): void {
    const sent = new Map(this.progress.getState().sent)
    if (bytes === null) sent.delete(clientId)
    else if (this.#find(clientId)) sent.set(clientId, bytes)
    this.progress.setState({ sent })
  }
}
