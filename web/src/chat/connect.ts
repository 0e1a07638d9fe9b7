import { ApiError, sentence } from '../api/errors'
import { retryDelay } from '../api/retry'
import { followAccount } from '../i18n/language'
import { filesOf } from '../uploads/files'
import { ChatState } from './chat-state'
import { server } from './server'
import { browserShelf } from './shelf'

interface Callbacks {
  /** Who is signed in. */
  me: number
  onReady: (chat: ChatState) => void
  /** The start state could not be had; it is tried again by itself while that may help. */
  onProblem: (sentence: string | null) => void
  onEnded: () => void
}

/** Fetches the start state, connects, and keeps the chat told of the network and of whether anybody looks. */
export function connectChat({ me, onReady, onProblem, onEnded }: Callbacks): { stop: () => void } {
  const over = new AbortController()
  const files = filesOf(me, server.share)
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let chat: ChatState | null = null
  async function start() {
    try {
      const state = await server.start()
      if (over.signal.aborted) return
      begin(new ChatState(state, server, browserShelf, onEnded, files))
    } catch (error) {
      if (over.signal.aborted) return
      if (failures === 0 && isAway(error) && (await beginWithKept())) return
      onProblem(sentence(error))
      if (!(error instanceof ApiError) || error.isTemporary) {
        timer = setTimeout(() => void start(), retryDelay(failures, error))
        failures += 1
      }
    }
  }
  function begin(state: ChatState) {
    chat = state
    chat.preferences.store.subscribe(({ preferences }) => followAccount(preferences.language))
    watchWindow(chat, over.signal)
    chat.connect()
    onProblem(null)
    onReady(chat)
  }
  /** Shows what was known last, if it was kept on this machine. */
  async function beginWithKept(): Promise<boolean> {
    try {
      const { chatFromKept } = await import('../offline/from-kept')
      const state = await chatFromKept(me, server, browserShelf, onEnded, files)
      if (state && !over.signal.aborted) begin(state)
      return state !== null
    } catch {
      return false
    }
  }
  void start()
  return {
    stop() {
      over.abort()
      clearTimeout(timer)
      chat?.presence.rest()
      chat?.disconnect()
    },
  }
}

/** No answer at all, or one of something that stands before the server. */
function isAway(error: unknown): boolean {
  return error instanceof ApiError && (error.isOffline || error.status >= 502)
}

/** What the browser knows that the chat needs. */
function watchWindow(chat: ChatState, signal: AbortSignal): void {
  const isWatched = () => document.visibilityState === 'visible' && document.hasFocus()
  const look = () => {
    chat.view.setState({ isWatched: isWatched() })
    const isShown = document.visibilityState === 'visible'
    if (isShown) chat.socket.retryNow()
    // A phone puts pages to sleep that are not shown: what comes then is for Web Push to say.
    if (window.matchMedia('(pointer: coarse)').matches) chat.presence.shown(isShown)
  }
  look()
  window.addEventListener('focus', look, { signal })
  window.addEventListener('blur', look, { signal })
  document.addEventListener('visibilitychange', look, { signal })
  window.addEventListener('online', () => chat.socket.retryNow(), { signal })
  window.addEventListener('offline', () => chat.socket.lose(), { signal })
  window.addEventListener('pagehide', () => void chat.readMarks.flush(), { signal })
  // Another tab writes, sent what both had found on the shelf, or threw it away; or says how this person is.
  const onShelf = ({ key, newValue }: StorageEvent) => {
    if (key === null) return
    chat.writing.followShelf(key, newValue)
    if (newValue !== null) chat.presence.followShelf(key)
  }
  window.addEventListener('storage', onShelf, { signal })
  let lastTold = 0
  const active = () => {
    const now = Date.now()
    if (now - lastTold < 10_000) return
    lastTold = now
    chat.presence.active()
  }
  active()
  for (const kind of ['pointerdown', 'pointermove', 'keydown'] as const) {
    window.addEventListener(kind, active, { signal, passive: true })
  }
}
