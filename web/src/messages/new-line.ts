import { createStore } from 'zustand/vanilla'

/**
 * Where the «New» line of the open chat stands: after this position. Set on opening when something is unread, and again
 * when a message arrives while nobody looks; it stays until the chat is left or the reader has been here and left again.
 */
export class NewLine {
  readonly store = createStore<{ after: number | null }>(() => ({ after: null }))
  #seenSince = false

  opened(readPosition: number, lastPosition: number): void {
    this.#seenSince = false
    this.store.setState({ after: readPosition < lastPosition ? readPosition : null })
  }

  /** What stands behind a position was marked as unread. */
  put(after: number): void {
    this.#seenSince = false
    this.store.setState({ after })
  }

  /** A message of somebody else came; `watched` = its chat is open in a focused tab. */
  arrived(position: number, watched: boolean): void {
    if (watched) return
    if (this.store.getState().after !== null && !this.#seenSince) return
    this.#seenSince = false
    this.store.setState({ after: position - 1 })
  }

  /** The newest message was on screen. */
  seen(): void {
    this.#seenSince = true
  }
}
