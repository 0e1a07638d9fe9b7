import { createStore } from 'zustand/vanilla'
import { waitBefore } from './backoff'
import type { Hello, LiveEvent, Told } from './events'

/** `connecting`: the first try after a loss, not worth a word yet. `apart`: say so. `ended`: signed out elsewhere. */
export type Connection =
  | { state: 'idle' | 'connecting' | 'online' | 'ended' }
  | { state: 'apart'; nextTryAt: number }

export interface SocketOptions {
  /** Address for a cursor. */
  url: (cursor: number) => string
  /** Whose events are wanted: another person may have signed in by another tab meanwhile. */
  me: number
  onEvent: (event: LiveEvent) => void
  /** The cursor was refused. Must fetch the start state, apply it and give back its cursor; events wait meanwhile. */
  onReload: () => Promise<number>
  onEnded: () => void
  open?: (url: string) => WebSocket
  random?: () => number
}

const SESSION_ENDED = 4401
const ANSWER_WITHIN_MS = 10_000
const HELLO_WITHIN_MS = 15_000

/**
 * The one live connection. Resumes from the cursor of the last event, so that none is lost or applied twice over a
 * reconnect, and finds out by itself when a silent line is dead.
 */
export class LiveSocket {
  /** Done before the next connection, until it has succeeded once; while it fails there is none. */
  prepare: (() => Promise<void>) | null = null
  readonly connection = createStore<Connection>(() => ({ state: 'idle' }))
  #options: SocketOptions
  #socket: WebSocket | null = null
  #cursor = 0
  #tries = 0
  #isPreparing = false
  #heartbeatMs = 25_000
  /** When it was heard or asked last, by the clock of the machine, which goes on while that sleeps. */
  #spokenAt = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setTimeout> | undefined
  /** Events that came while the start state is being fetched. */
  #held: LiveEvent[] | null = null

  constructor(options: SocketOptions) {
    this.#options = options
  }

  get cursor(): number {
    return this.#cursor
  }

  start(cursor: number): void {
    this.#cursor = cursor
    this.#tries = 0
    this.#open()
  }

  stop(): void {
    clearTimeout(this.#retry)
    this.#drop()
    this.#set({ state: 'idle' })
  }

  /** Skips the rest of the wait: a click on «Try now», the network came back, the tab was shown. */
  retryNow(): void {
    const { state } = this.connection.getState()
    // Timers sleep with the machine: a line that was silent for too long by the clock is asked at once.
    if (state === 'online' && Date.now() - this.#spokenAt > this.#heartbeatMs) this.#ask()
    if (this.#socket || state === 'idle' || state === 'ended') return
    clearTimeout(this.#retry)
    this.#open()
  }

  /** The network is known to be away: no need to wait for the silence to be noticed. */
  lose(): void {
    if (!this.#socket) return
    this.#drop()
    this.#tries = Math.max(this.#tries, 1)
    this.#later()
  }

  tell(frame: Told): void {
    if (this.connection.getState().state === 'online') this.#send(frame)
  }

  #set(connection: Connection): void {
    this.connection.setState(connection, true)
  }

  #open(): void {
    if (this.#tries === 0) this.#set({ state: 'connecting' })
    if (this.prepare) void this.#makeReady(this.prepare)
    else this.#connect()
  }

  async #makeReady(prepare: () => Promise<void>): Promise<void> {
    if (this.#isPreparing) return
    this.#isPreparing = true
    try {
      await prepare()
      this.prepare = null
    } catch {
      this.#tries = Math.max(this.#tries, 1)
    } finally {
      this.#isPreparing = false
    }
    const { state } = this.connection.getState()
    if (state === 'idle' || state === 'ended' || this.#socket) return
    if (this.prepare) this.#later()
    else this.#connect()
  }

  #connect(): void {
    const url = this.#options.url(this.#cursor)
    const socket = this.#options.open ? this.#options.open(url) : new WebSocket(url)
    this.#socket = socket
    this.#watchFor(HELLO_WITHIN_MS, () => this.lose())
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#receive(JSON.parse(String(event.data)))
    }
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#closed(event.code)
    }
  }

  #closed(code: number): void {
    this.#drop()
    if (code === SESSION_ENDED) this.#end()
    else this.#later()
  }

  #end(): void {
    this.#drop()
    this.#set({ state: 'ended' })
    this.#options.onEnded()
  }

  #later(): void {
    const wait = waitBefore(this.#tries, this.#options.random)
    const quiet = this.#tries === 0
    this.#tries += 1
    this.#set(quiet ? { state: 'connecting' } : { state: 'apart', nextTryAt: Date.now() + wait })
    this.#retry = setTimeout(() => this.#open(), wait)
  }

  #drop(): void {
    clearTimeout(this.#watch)
    const socket = this.#socket
    this.#socket = null
    this.#held = null
    socket?.close()
  }

  #receive(frame: Hello | LiveEvent | { type: 'pong' | 'error' }): void {
    this.#stayAwake()
    if (frame.type === 'hello') this.#greet(frame as Hello)
    else if (frame.type !== 'pong' && frame.type !== 'error') this.#take(frame as LiveEvent)
  }

  #greet(hello: Hello): void {
    if (typeof hello.user_id === 'number' && hello.user_id !== this.#options.me) {
      this.#end()
      return
    }
    this.#heartbeatMs = hello.heartbeat_s * 1000
    this.#tries = 0
    this.#stayAwake()
    if (hello.reload) void this.#reload()
    else this.#set({ state: 'online' })
  }

  async #reload(): Promise<void> {
    const socket = this.#socket
    this.#held = []
    try {
      const cursor = await this.#options.onReload()
      if (socket !== this.#socket) return
      this.#cursor = cursor
      const held = this.#held ?? []
      this.#held = null
      for (const event of held) this.#take(event)
      this.#set({ state: 'online' })
    } catch {
      if (socket === this.#socket) this.lose()
    }
  }

  #take(event: LiveEvent): void {
    if (this.#held) {
      this.#held.push(event)
      return
    }
    if (event.cursor !== undefined) {
      if (event.cursor <= this.#cursor) return
      this.#cursor = event.cursor
    }
    this.#options.onEvent(event)
  }

  /** Something came, so the line lives. After a silence ask; without an answer give the line up. */
  #stayAwake(): void {
    this.#spokenAt = Date.now()
    this.#watchFor(this.#heartbeatMs, () => this.#ask())
  }

  #ask(): void {
    this.#spokenAt = Date.now()
    this.#send({ type: 'ping' })
    this.#watchFor(ANSWER_WITHIN_MS, () => this.lose())
  }

  #watchFor(ms: number, then: () => void): void {
    clearTimeout(this.#watch)
    this.#watch = setTimeout(then, ms)
  }

  #send(frame: Told): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame))
  }
}
