import { createStore } from 'zustand/vanilla'
import type { Fetch } from './history'
import { History } from './history'
import type { ChatKey, HistoryPage } from './model'
import { Timeline } from './timeline'

/** Where the reader wants to be: at a message, which is marked, or at the end. */
export type Target = { id: string; isMarked: boolean } | 'end'

/** What this client holds of one chat: its messages and the way to get more of them. */
export class OpenChat {
  readonly timeline = new Timeline()
  readonly history: History
  /** A place that the timeline is to show as soon as it has it; then it is null again. */
  readonly target = createStore<{ target: Target | null }>(() => ({ target: null }))
  /** On the way to another place. */
  #leaving = 0

  constructor(
    readonly key: ChatKey,
    fetch: Fetch,
  ) {
    this.history = new History(this.timeline, fetch)
  }

  /** Shows the newest messages, unless the reader is on the way to others. */
  async open(): Promise<void> {
    if (this.#leaving > 0) return
    if (this.timeline.store.getState().reachesEnd) await this.history.open()
    else await this.goToEnd().catch(() => {})
  }

  /** Shows a message, with what stands around it when it is not here yet. Rejects when it cannot be had. */
  async goTo(id: string): Promise<void> {
    const aim = () => this.target.setState({ target: { id, isMarked: true } })
    if (this.timeline.find(id)) aim()
    else await this.#leave(() => this.history.goTo({ around: id }, aim))
  }

  /** Shows the first message of a day, or the last one before it. */
  async goToDate(day: Date): Promise<void> {
    const aim = (page: HistoryPage) => {
      const found = firstSince(page, day)
      if (found) this.target.setState({ target: { id: found, isMarked: false } })
    }
    await this.#leave(() => this.history.goTo({ date: day.toISOString() }, aim))
  }

  /** Shows the message next after a position: the first that is new. */
  async goToAfter(position: number): Promise<void> {
    const aim = ({ items: [first] }: HistoryPage) => {
      if (first) this.target.setState({ target: { id: first.id, isMarked: true } })
    }
    await this.#leave(() => this.history.goTo({ after: position }, aim))
  }

  /** Back to the newest message. */
  async goToEnd(): Promise<void> {
    const aim = () => this.target.setState({ target: 'end' })
    if (this.timeline.store.getState().reachesEnd) aim()
    else await this.history.goToEnd(aim)
  }

  async #leave(go: () => Promise<void>): Promise<void> {
    this.#leaving += 1
    try {
      await go()
    } finally {
      this.#leaving -= 1
    }
  }
}

function firstSince({ items }: HistoryPage, day: Date): string | undefined {
  return (items.find((item) => Date.parse(item.date) >= day.getTime()) ?? items.at(-1))?.id
}
