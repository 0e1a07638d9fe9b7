import { createStore } from 'zustand/vanilla'
import { ApiError, sentence } from '../api/errors'
import type { ChatMessage, HistoryPage } from './model'
import type { Asked, Timeline } from './timeline'

export const PAGE = 50
/** Holes wider than this are not filled: the older part is dropped and comes again when scrolled to. */
const WIDEST_GAP = 4 * PAGE
/** Requests that renew a stretch somewhere above the end. */
const MOST_PAGES = 10

export interface HistoryQuery {
  before?: number
  after?: number
  /** The id of a message. */
  around?: string
  /** A moment, as ISO text. */
  date?: string
  limit: number
}

export type Fetch = (query: HistoryQuery) => Promise<HistoryPage>

export interface HistoryState {
  loading: 'no' | 'newest' | 'older' | 'newer'
  /** What went wrong with the last fetch. */
  error: string | null
}

/** Brings the pages of one chat into its timeline: the newest at first, others on scroll or on request, holes when they appear. */
export class History {
  readonly store = createStore<HistoryState>(() => ({ loading: 'no', error: null }))
  #timeline: Timeline
  #fetch: Fetch
  #filling = false
  #journeys = 0

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
    this.#timeline.bound('older')
  }

  async loadNewer(): Promise<void> {
    const { isLoaded, reachesEnd } = this.#timeline.store.getState()
    const newest = this.#timeline.newest
    if (!isLoaded || reachesEnd || !newest) return
    await this.#load('newer', { after: newest.position, limit: PAGE })
    this.#timeline.bound('newer')
  }

  /** The messages around one, after a position, or from a moment on. Who asked is told what is wrong; the timeline stays as it is. */
  async goTo(
    place: { around: string } | { after: number } | { date: string },
    before: (page: HistoryPage) => void,
  ): Promise<void> {
    await this.#journey({ ...place, limit: PAGE }, before)
  }

  /** Back to the newest messages, from wherever the reader is. */
  async goToEnd(before: () => void): Promise<void> {
    await this.#journey({ limit: PAGE }, before)
  }

  /** After the start state was fetched anew: what is known may have been edited meanwhile, so it is fetched again too. */
  async refresh(): Promise<void> {
    const { isLoaded, reachesEnd, reachesStart } = this.#timeline.store.getState()
    if (!isLoaded) return
    if (reachesEnd) {
      const { items } = await this.#fetch({ limit: PAGE })
      this.#timeline.renew(items, items.length < PAGE)
    } else this.#timeline.renew(await this.#stretch(), reachesStart)
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

  /** The messages that are here, fetched again. */
  async #stretch(): Promise<ChatMessage[]> {
    const messages: ChatMessage[] = []
    const last = this.#timeline.newest?.position ?? 0
    let after = (this.#timeline.oldest?.position ?? 1) - 1
    for (let pages = 0; after < last && pages < MOST_PAGES; pages += 1) {
      const { items } = await this.#fetch({ after, limit: 4 * PAGE })
      messages.push(...items)
      after = items.at(-1)?.position ?? last
    }
    return messages
  }

  /** To another place: the one that was asked for last counts, whichever answer is slow. */
  async #journey(query: HistoryQuery, before: (page: HistoryPage) => void): Promise<void> {
    this.#journeys += 1
    const journey = this.#journeys
    const page = await this.#fetch(query)
    if (journey !== this.#journeys) return
    before(page)
    this.#take(page, { isElsewhere: true, limit: PAGE })
  }

  async #fill(): Promise<void> {
    for (let gap = this.#timeline.gap(); gap; gap = this.#timeline.gap()) {
      if (gap.before - gap.after > WIDEST_GAP) {
        this.#timeline.forgetBefore(gap.before)
        continue
      }
      const query = { after: gap.after, limit: PAGE }
      const { stretch } = this.#timeline.store.getState()
      const page = await this.#fetch(query)
      if (this.#timeline.store.getState().stretch !== stretch) return
      this.#timeline.addPage(page, query)
      // These positions are not for this reader.
      if (!page.items.some((item) => item.position > gap.after && item.position < gap.before)) return
    }
  }

  async #load(loading: 'newest' | 'older' | 'newer', query: Asked): Promise<void> {
    if (this.store.getState().loading !== 'no') return
    this.store.setState({ loading, error: null })
    const { stretch } = this.#timeline.store.getState()
    try {
      const page = await this.#fetch(query)
      // The reader may have gone elsewhere meanwhile.
      if (this.#timeline.store.getState().stretch === stretch) this.#take(page, query)
      this.store.setState({ loading: 'no' })
    } catch (error) {
      this.store.setState({ loading: 'no', error: sentence(error) })
    }
  }

  #take(page: HistoryPage, asked: Asked): void {
    this.#timeline.addPage(page, asked)
    if (this.#timeline.gap()) void this.fillGaps()
  }
}

/** Whether a refusal says that what was asked for is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404
}
