import type { ChatKey } from './model'

const AFTER_MS = 400

type Send = (key: ChatKey, position: number) => Promise<void>

/** Tells the server how far this person has read: the furthest position, at most once in a while for each chat. */
export class ReadMarks {
  #send: Send
  #wanted = new Map<ChatKey, number>()
  /** How often what was to be told of a chat became untrue. */
  #turns = new Map<ChatKey, number>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending: Promise<void> = Promise.resolve()

  constructor(send: Send) {
    this.#send = send
  }

  reached(key: ChatKey, position: number): void {
    if (position <= (this.#wanted.get(key) ?? 0)) return
    this.#wanted.set(key, position)
    this.#timer ??= setTimeout(() => void this.flush(), AFTER_MS)
  }

  /** Sends what is due now; what fails is due again with the next position or reconnection. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#sending = this.#sending.then(() => this.#sendDue())
    return this.#sending
  }

  /** What was to be told of a chat is not true any more. */
  forget(key: ChatKey): void {
    this.#wanted.delete(key)
    this.#turns.set(key, this.#turn(key) + 1)
  }

  /** Marks as unread from a position on, after whatever is under way has arrived. */
  async goBack(key: ChatKey, position: number, send: Send): Promise<void> {
    await this.#sending
    this.forget(key)
    const going = send(key, position)
    // What is read after it is told after it.
    this.#sending = going.catch(() => {})
    await going
  }

  async #sendDue(): Promise<void> {
    const due = [...this.#wanted]
    this.#wanted.clear()
    for (const [key, position] of due) {
      const turn = this.#turn(key)
      try {
        await this.#send(key, position)
      } catch {
        if (turn === this.#turn(key) && (this.#wanted.get(key) ?? 0) < position)
          this.#wanted.set(key, position)
      }
    }
  }

  #turn(key: ChatKey): number {
    return this.#turns.get(key) ?? 0
  }
}
