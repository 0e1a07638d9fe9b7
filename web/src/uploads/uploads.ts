import { createStore } from 'zustand/vanilla'
import type { FileIn } from '../api/upload'
import type { ChatKey, ChatMessage } from '../messages/model'
import { type Outgoing, SendQueue } from '../messages/send-queue'
import { type Attached, release } from './attachments'

/** A file on its way, with what is said with it. */
export interface UploadEntry extends Outgoing {
  attached: Attached
}

export type SendFile = (
  key: ChatKey,
  body: FileIn,
  watch: { onProgress: (sent: number) => void; signal: AbortSignal },
) => Promise<ChatMessage>

/** Files of one's own on their way. They live as long as the page: a browser does not keep files over a reload. */
export class Uploads extends SendQueue<UploadEntry> {
  /** Bytes that have left, by `client_id`: a store of its own, as it changes many times a second. */
  readonly progress = createStore<{ sent: ReadonlyMap<string, number> }>(() => ({ sent: new Map() }))
  #send: SendFile

  constructor(send: SendFile) {
    super()
    this.#send = send
  }

  /** Something would be lost with the page. */
  get isBusy(): boolean {
    return this.store.getState().entries.length > 0
  }

  /** The text goes with the first file. */
  add(key: ChatKey, text: string, files: readonly Attached[]): void {
    this.enqueue(...files.map((attached, i) => ({ ...this.begin(key, i === 0 ? text : ''), attached })))
  }

  /** For good: the file is let go, too. */
  discard(clientId: string): void {
    release(this.cancel(clientId)?.attached.preview ?? null)
  }

  override confirm(clientId: string): UploadEntry | undefined {
    const sent = this.forget(clientId)
    // The picture stays on screen until the server's own has come.
    if (sent) setTimeout(() => release(sent.attached.preview), 10_000)
    return sent
  }

  protected override send(
    { key, client_id, text, attached }: UploadEntry,
    signal: AbortSignal,
  ): Promise<ChatMessage> {
    this.#progressed(client_id, 0)
    const onProgress = (bytes: number) => this.#progressed(client_id, bytes)
    return this.#send(key, { client_id, text, file: attached.file }, { signal, onProgress })
  }

  protected override onGone({ client_id }: UploadEntry): void {
    this.#progressed(client_id, null)
  }

  #progressed(clientId: string, bytes: number | null): void {
    const sent = new Map(this.progress.getState().sent)
    if (bytes === null) sent.delete(clientId)
    else if (this.find(clientId)) sent.set(clientId, bytes)
    this.progress.setState({ sent })
  }
}
