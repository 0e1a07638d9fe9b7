import { CALLS } from '../../connect/calls'
import { isFields } from './model'
import { watchTheme } from './theme'

/** The host's half of the bridge (simple-XDM): talks with one page in one frame, and with nobody else. */

/** Answers a call of a page, or throws what its callback gets as error. */
type Call = (module: string, name: string, args: unknown[]) => Promise<unknown>

interface About {
  /** Known to the page alone, by its window's name. */
  id: string
  /** Of the page's address. Nothing goes to another one, nothing from another one is heard. */
  origin: string
  frame: HTMLIFrameElement
  call: Call
  onBroadcast: (event: string, data: unknown) => void
}

/** A page that has not registered for an event yet hears of it within this time. */
const KEPT_MS = 30_000
const MOST_KEPT = 50
const MOST_WAITING = 200

type OnAnswer = (args: unknown[]) => void

export class Bridge {
  #about: About
  #registered = new Set<string>()
  #kept: { event: string; data: unknown; onAnswer: OnAnswer | undefined; until: number }[] = []
  #answers = new Map<string, OnAnswer>()
  #asked = 0
  #stop = new AbortController()

  constructor(about: About) {
    this.#about = about
    const { signal } = this.#stop
    window.addEventListener('message', (event) => this.#take(event), { signal })
    watchTheme((theme) => this.#post({ type: 'theme', theme }), signal)
  }

  close(): void {
    this.#stop.abort()
    this.#kept = []
    this.#answers.clear()
  }

  /** Whether the page listens to an event. */
  hears(event: string): boolean {
    return this.#registered.has(event)
  }

  /** Tells the page; `onAnswer` gets what the page's handler answers, if it does. */
  tell(event: string, data: unknown, onAnswer?: OnAnswer): void {
    if (this.#stop.signal.aborted) return
    if (!this.hears(event)) {
      this.#kept.push({ event, data, onAnswer, until: Date.now() + KEPT_MS })
      this.#kept = this.#kept.slice(-MOST_KEPT)
      return
    }
    this.#send(event, data, onAnswer)
  }

  #send(event: string, data: unknown, onAnswer: OnAnswer | undefined): void {
    let mid: string | undefined
    if (onAnswer && this.#answers.size < MOST_WAITING) {
      this.#asked += 1
      mid = `host-${this.#asked}`
      this.#answers.set(mid, onAnswer)
    }
    this.#post({ type: 'evt', etyp: event, evnt: plain(data), ...(mid ? { mid } : {}) })
  }

  #post(message: Record<string, unknown>): void {
    const { frame, origin } = this.#about
    frame.contentWindow?.postMessage({ ...message, forPlugin: true }, origin)
  }

  #take(event: MessageEvent): void {
    const { frame, origin, id } = this.#about
    if (!event.source || event.source !== frame.contentWindow || event.origin !== origin) return
    const said: unknown = event.data
    if (!isFields(said) || said.eid !== id) return
    const { type, mid, args } = said
    if (type === 'req') void this.#answer(said)
    else if (type === 'event_query') this.#register(args)
    else if (type === 'broadcast' && isName(said.etyp)) this.#about.onBroadcast(said.etyp, plain(said.evnt))
    else if (type === 'resp' && typeof mid === 'string') {
      const onAnswer = this.#answers.get(mid)
      this.#answers.delete(mid)
      onAnswer?.(Array.isArray(args) ? args : [])
    }
  }

  #register(names: unknown): void {
    this.#registered = new Set(Array.isArray(names) ? names.filter(isName).slice(0, 100) : [])
    const now = Date.now()
    const due = this.#kept.filter(({ event }) => this.hears(event))
    this.#kept = this.#kept.filter(({ event }) => !this.hears(event))
    for (const one of due) if (one.until >= now) this.#send(one.event, one.data, one.onAnswer)
  }

  async #answer({ mid, mod, fn, args }: Record<string, unknown>): Promise<void> {
    let answer: unknown[]
    try {
      if (!isName(mod) || !isName(fn) || !isCall(mod, fn)) throw new Error('There is no such function.')
      const given = Array.isArray(args) ? args : []
      answer = [null, plain(await this.#about.call(mod, fn, given))]
    } catch (error) {
      answer = [typeof error === 'string' ? error : { message: error instanceof Error ? error.message : '' }]
    }
    if (typeof mid === 'string' && !this.#stop.signal.aborted) this.#post({ type: 'resp', mid, args: answer })
  }
}

function isCall(module: string, name: string): boolean {
  return Object.hasOwn(CALLS, module) && Boolean(CALLS[module]?.includes(name))
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 200
}

/** Only what JSON can say crosses, in both directions. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? 'null')
}

/** What the page reads from its window's name. The shape is that of simple-XDM, so its own `all.js` works as well. */
export function handOver(id: string, options: Record<string, unknown>): string {
  const api = Object.fromEntries(
    Object.entries(CALLS).map(([module, names]) => [
      module,
      Object.fromEntries(names.map((name) => [name, { args: [] }])),
    ]),
  )
  return JSON.stringify({ extension_id: id, api, origin: window.location.origin, options })
}

/** `add-on__module__random`, as HipChat named its frames. */
export function frameId(addonKey: string, moduleKey: string): string {
  return `${addonKey}__${moduleKey}__${crypto.getRandomValues(new Uint32Array(4)).join('')}`
}

/** Whether a page may be shown in a frame, and whether it gets the bridge: an address of the web, of a host of its own. */
export function judge(address: string): { origin: string; isOurs: boolean } | null {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return null
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return { origin: url.origin, isOurs: url.origin === window.location.origin }
}
