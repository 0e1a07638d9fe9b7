import { createStore } from 'zustand/vanilla'
import type { Shelf } from '../chat/shelf'
import type { Told } from '../live/events'
import type { Show } from './model'

export interface Chosen {
  show: Show
  status: string
}

const AVAILABLE: Chosen = { show: 'chat', status: '' }
/** Nobody touched the page for so long: «away», until somebody does. */
const IDLE_MS = 10 * 60_000

/** What this person says of themselves, kept on this machine, and whether they are at it. */
export class OwnPresence {
  readonly store = createStore<Chosen>(() => AVAILABLE)
  #shelf: Shelf
  #name: string
  #tell: (frame: Told) => void
  #isIdle = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(shelf: Shelf, name: string, tell: (frame: Told) => void) {
    this.#shelf = shelf
    this.#name = name
    this.#tell = tell
    this.store.setState(this.#restore())
  }

  /** Nobody touched the page for a while. */
  get isIdle(): boolean {
    return this.#isIdle
  }

  choose(chosen: Chosen): void {
    this.store.setState(chosen)
    try {
      this.#shelf.setItem(this.#name, JSON.stringify(chosen))
    } catch {
      // Not kept: it holds until the page is left.
    }
    this.tell()
  }

  /** Another tab of this person chose something: this one says the same, or the two would go on telling different things. */
  followShelf(name: string): void {
    if (name !== this.#name) return
    this.store.setState(this.#restore())
    this.tell()
  }

  tell(): void {
    const { show, status } = this.store.getState()
    const shown = this.#isIdle && show === 'chat' ? 'away' : show
    this.#tell({ type: 'presence', show: shown, status, ...(this.#isIdle ? { idle: IDLE_MS / 1000 } : {}) })
  }

  /** A key, a pointer, a touch. */
  active(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#setIdle(true), IDLE_MS)
    this.#setIdle(false)
  }

  /** The page of a phone came to the front, or left it. */
  shown(isShown: boolean): void {
    if (isShown) this.active()
    else {
      this.rest()
      this.#setIdle(true)
    }
  }

  rest(): void {
    clearTimeout(this.#timer)
  }

  #setIdle(isIdle: boolean): void {
    if (this.#isIdle === isIdle) return
    this.#isIdle = isIdle
    this.tell()
  }

  #restore(): Chosen {
    try {
      const { show, status } = JSON.parse(this.#shelf.getItem(this.#name) ?? '{}') as Partial<Chosen>
      const known = show === 'away' || show === 'dnd' || show === 'xa' ? show : 'chat'
      return { show: known, status: typeof status === 'string' ? status : '' }
    } catch {
      return AVAILABLE
    }
  }
}
