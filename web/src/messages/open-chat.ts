import type { Fetch } from './history'
import { History } from './history'
import type { ChatKey } from './model'
import { Timeline } from './timeline'

/** What this client holds of one chat: its messages and the way to get more of them. */
export class OpenChat {
  readonly timeline = new Timeline()
  readonly history: History

  constructor(
    readonly key: ChatKey,
    fetch: Fetch,
  ) {
    this.history = new History(this.timeline, fetch)
  }
}
