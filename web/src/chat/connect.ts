import { ApiError, sentence } from '../api/errors'
import { retryDelay } from '../api/retry'
import { ChatState } from './chat-state'
import { server } from './server'
import { browserShelf } from './shelf'

interface Callbacks {
  onReady: (chat: ChatState) => void
  /** The start state could not be had; it is tried again by itself while that may help. */
  onProblem: (sentence: string | null) => void
  onEnded: () => void
}

/** Fetches the start state, connects, and keeps the chat told of the network and of whether anybody looks. */
export function connectChat({ onReady, onProblem, onEnded }: Callbacks): { stop: () => void } {
  const over = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let chat: ChatState | null = null
  async function start() {
    try {
      const state = await server.start()
      if (over.signal.aborted) return
      chat = new ChatState(state, server, browserShelf, onEnded)
      watchWindow(chat, over.signal)
      chat.connect()
      onProblem(null)
      onReady(chat)
    } catch (error) {
      if (over.signal.aborted) return
      onProblem(sentence(error))
      if (!(error instanceof ApiError) || error.isTemporary) {
        timer = setTimeout(() => void start(), retryDelay(failures, error))
        failures += 1
      }
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

/** What the browser knows that the chat needs. */
function watchWindow(chat: ChatState, signal: AbortSignal): void {
  const isWatched = () => document.visibilityState === 'visible' && document.hasFocus()
  const look = () => {
    chat.view.setState({ isWatched: isWatched() })
    if (document.visibilityState === 'visible') chat.socket.retryNow()
  }
  look()
  window.addEventListener('focus', look, { signal })
  window.addEventListener('blur', look, { signal })
  document.addEventListener('visibilitychange', look, { signal })
  window.addEventListener('online', () => chat.socket.retryNow(), { signal })
  window.addEventListener('offline', () => chat.socket.lose(), { signal })
  window.addEventListener('pagehide', () => void chat.readMarks.flush(), { signal })
  // Files on their way would be lost with the page.
  window.addEventListener('beforeunload', (event) => chat.uploads.isBusy && event.preventDefault(), {
    signal,
  })
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
