import { CALLS } from './calls'

/** The page's half of the bridge: what `all.js` does. The protocol is that of simple-XDM, written anew. */

type Callback = (...args: unknown[]) => void
type Handler = (data: unknown, answer: Callback) => void
type Handlers = Record<string, Handler>

interface HandOver {
  extension_id: string
  origin: string
  api?: Record<string, Record<string, unknown>>
  options?: Record<string, unknown>
}

export interface HipChatApi {
  register(handlers: Handlers): void
  broadcast(event: string, data?: unknown): void
  require(names: string | string[], use: Callback): void
  [module: string]: unknown
}

const OUTSIDE = 'This page is not inside the chat, so it cannot ask it anything.'

/** Reads the window's name, greets the chat around it and makes the object that pages call `HipChat`. */
export function connect(page: Window): HipChatApi {
  const given = readHandOver(page.name)
  const host = page.parent
  const waiting = new Map<string, Callback>()
  let handlers: Handlers = {}
  let asked = 0

  function post(message: Record<string, unknown>): void {
    if (given) host.postMessage({ eid: given.extension_id, ...message }, given.origin)
  }

  function call(mod: string, fn: string, all: unknown[]): void {
    const last = all[all.length - 1]
    const callback = typeof last === 'function' ? (last as Callback) : null
    const args = callback ? all.slice(0, -1) : all
    if (!given) {
      if (callback) page.setTimeout(() => callback({ message: OUTSIDE }))
      return
    }
    if (!callback) {
      post({ type: 'req', mod, fn, args })
      return
    }
    asked += 1
    const mid = `${given.extension_id}-${asked}`
    waiting.set(mid, callback)
    try {
      post({ type: 'req', mid, mod, fn, args })
    } catch (error) {
      waiting.delete(mid)
      callback({ message: String(error) })
    }
  }

  function take(event: MessageEvent): void {
    if (event.source !== host || event.origin !== given?.origin) return
    const told: unknown = event.data
    if (!isFields(told)) return
    const { type, mid, args, etyp, evnt } = told
    if (type === 'resp' && typeof mid === 'string') {
      const callback = waiting.get(mid)
      waiting.delete(mid)
      callback?.(...(Array.isArray(args) ? args : []))
    } else if (type === 'theme') showTheme(page, told.theme)
    else if (type === 'evt' && typeof etyp === 'string' && Object.hasOwn(handlers, etyp)) {
      handlers[etyp]?.(evnt, (...answer) => {
        if (mid) post({ type: 'resp', mid, args: answer })
      })
    }
  }

  const modules = modulesOf(given, call)
  const api: HipChatApi = {
    ...modules,
    register(wanted) {
      handlers = { ...wanted }
      post({ type: 'event_query', args: Object.keys(handlers) })
    },
    broadcast(event, data) {
      post({ type: 'broadcast', etyp: event, evnt: data })
    },
    require(names, use) {
      use(...(Array.isArray(names) ? names : [names]).map((name) => modules[name]))
    },
  }
  if (given && host !== page) {
    page.addEventListener('message', take)
    post({ type: 'init' })
  }
  return api
}

/** For `all.css`, and for pages that want to look as the chat around them does. */
export function showTheme(page: Window, theme: unknown): void {
  if (theme === 'dark' || theme === 'light') page.document.documentElement.setAttribute('data-theme', theme)
}

/** An object for each module, with those functions that this host adds to the known ones. */
function modulesOf(given: HandOver | null, call: (mod: string, fn: string, args: unknown[]) => void) {
  const names = new Map(Object.entries(CALLS).map(([mod, fns]) => [mod, new Set(fns)]))
  for (const [mod, fns] of Object.entries(given?.api ?? {})) {
    names.set(mod, new Set([...(names.get(mod) ?? []), ...Object.keys(fns)]))
  }
  const modules: Record<string, Record<string, Callback>> = {}
  for (const [mod, fns] of names) {
    modules[mod] = Object.fromEntries([...fns].map((fn) => [fn, (...args: unknown[]) => call(mod, fn, args)]))
  }
  return modules
}

function readHandOver(name: string): HandOver | null {
  let given: unknown
  try {
    given = JSON.parse(name)
  } catch {
    return null
  }
  if (!isFields(given) || typeof given.extension_id !== 'string' || typeof given.origin !== 'string') {
    return null
  }
  // Never to everybody: an address of the web or nothing.
  if (!/^https?:\/\/[^/]+$/.test(given.origin)) return null
  return given as unknown as HandOver
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
