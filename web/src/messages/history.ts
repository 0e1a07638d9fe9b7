import { createStore } from 'zustand/vanilla'
import type { HistoryPage } from './model'
import type { Timeline } from './timeline'

export const PAGE = 50
/** Holes wider than this are not filled: the older part is dropped and comes again when scrolled to. */
const WIDEST_GAP = 4 * PAGE

export interface HistoryQuery {
  before?: number
  after?: number
  limit: number
}

export type Fetch = (query: HistoryQuery) => Promise<HistoryPage>

export interface HistoryState {
  loading: 'no' | 'newest' | 'older'
  /** What went wrong with the last fetch. */
  error: string | null
}

/** Brings the pages of one chat into its timeline: the newest at first, older ones on scroll, holes when they appear. */
export class History {
  readonly store = createStore<HistoryState>(() => ({ loading: 'no', error: null }))
  #timeline: Timeline
  #fetch: Fetch
  #filling = false

  constructor(timeline: Timeline, fetch: Fetch) {
    this.#timeline = timeline
    this.#fetch = fetch
  }

  /** The newest page; once it is there, calling again does nothing. */
  async open(): Promise<void> {
    if (this.#timeline.store.getState().isLoaded) return
    await this.#load('newest', { limit: PAGE })
  }

  async loadOlder(): Promise<void> {
    const { isLoaded, reachesStart } = this.#timeline.store.getState()
    const oldest = this.#timeline.oldest
    if (!isLoaded || reachesStart || !oldest) return
    await this.#load('older', { before: oldest.position, limit: PAGE })
  }

  /** After the start state was fetched anew: what is known may have been edited meanwhile, so it is fetched again too. */
  async refresh(): Promise<void> {
    if (!this.#timeline.store.getState().isLoaded) return
    const page = await this.#fetch({ limit: PAGE })
    this.#timeline.clear()
    this.#timeline.addPage(page, { limit: PAGE })
  }

  async fillGaps(): Promise<void> {
    if (this.#filling) return
    this.#filling = true
    try {
      await this.#fill()
    } catch {
      // The connection was lost: the next event or reload comes back to it.
    } finally {
      this.#filling = false
    }
  }

  async #fill(): Promise<void> {
    for (let gap = this.#timeline.gap(); gap; gap = this.#timeline.gap()) {
      if (gap.before - gap.after > WIDEST_GAP) {
        this.#timeline.forgetBefore(gap.before)
        continue
      }
      const query = { after: gap.after, limit: PAGE }
      const page = await this.#fetch(query)
      this.#timeline.addPage(page, query)
      // These positions are not for this reader.
      if (!page.items.some((item) => item.position > gap.after && item.position < gap.before)) return
    }
  }

  async #load(loading: 'newest' | 'older', query: HistoryQuery): Promise<void> {
    if (this.store.getState().loading !== 'no') return
    this.store.setState({ loading, error: null })
    try {
      this.#timeline.addPage(await this.#fetch(query), query)
      this.store.setState({ loading: 'no' })
      if (this.#timeline.gap()) void this.fillGaps()
    } catch (error) {
      this.store.setState({ loading: 'no', error: error instanceof Error ? error.message : String(error) })
    }
  }
}
