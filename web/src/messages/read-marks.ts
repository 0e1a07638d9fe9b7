import type { ChatKey } from './model'

const AFTER_MS = 400

/** Tells the server how far this person has read: the furthest position, at most once in a while for each chat. */
export class ReadMarks {
  #send: (key: ChatKey, position: number) => Promise<void>
  #wanted = new Map<ChatKey, number>()
  #told = new Map<ChatKey, number>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: (key: ChatKey, position: number) => Promise<void>) {
    this.#send = send
  }

  reached(key: ChatKey, position: number): void {
    if (position <= Math.max(this.#wanted.get(key) ?? 0, this.#told.get(key) ?? 0)) return
    this.#wanted.set(key, position)
    this.#timer ??= setTimeout(() => void this.flush(), AFTER_MS)
  }

  /** Sends what is due now; what fails is due again with the next position or reconnection. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const due = [...this.#wanted]
    this.#wanted.clear()
    for (const [key, position] of due) {
      try {
        await this.#send(key, position)
        this.#told.set(key, position)
      } catch {
        if ((this.#wanted.get(key) ?? 0) < position) this.#wanted.set(key, position)
      }
    }
  }
}
