import type { ChatKey } from '../messages/model'

interface Look {
  tab: string
  /** The chat that this tab shows to somebody who looks at it. */
  key: ChatKey | null
  /** Asks the others to say theirs. */
  isNew?: boolean
}

/** What of the browser the tabs need; doubles in tests. */
export interface TabsWorld {
  channel:
    | (Pick<BroadcastChannel, 'postMessage' | 'close'> & {
        onmessage: ((event: MessageEvent<Look>) => void) | null
      })
    | null
  locks: Pick<LockManager, 'request'> | null
}

/**
 * The tabs of one person in one browser. One of them speaks: the holder of a lock, which the next one gets when that
 * tab closes. Where the browser has no locks (plain http) each speaks for itself, while it is shown.
 */
export class Tabs {
  readonly #id = Math.random().toString(36).slice(2)
  #world: TabsWorld
  #own: ChatKey | null = null
  #others = new Map<string, ChatKey>()
  #holds = false
  #release: () => void = () => {}

  constructor(name: string, world: TabsWorld) {
    this.#world = world
    if (world.channel) {
      world.channel.onmessage = ({ data }) => this.#hear(data)
      this.#say(true)
    }
    const held = new Promise<void>((resolve) => {
      this.#release = resolve
    })
    world.locks
      ?.request(name, () => {
        this.#holds = true
        return held
      })
      .catch(() => {})
  }

  get isSpeaker(): boolean {
    return this.#world.locks ? this.#holds : document.visibilityState === 'visible'
  }

  /** Whether somebody looks at a chat, in this tab or another one. */
  isWatched(key: ChatKey): boolean {
    return this.#own === key || [...this.#others.values()].includes(key)
  }

  /** This tab shows a chat to somebody who looks at it; null: it does not. */
  look(key: ChatKey | null): void {
    if (key === this.#own) return
    this.#own = key
    this.#say()
  }

  stop(): void {
    this.look(null)
    this.#release()
    this.#world.channel?.close()
  }

  #say(isNew = false): void {
    this.#world.channel?.postMessage({ tab: this.#id, key: this.#own, ...(isNew ? { isNew } : {}) })
  }

  #hear({ tab, key, isNew }: Look): void {
    if (key) this.#others.set(tab, key)
    else this.#others.delete(tab)
    if (isNew) this.#say()
  }
}
