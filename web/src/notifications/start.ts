import type { ChatState } from '../chat/chat-state'
import { keepForLater } from '../offline/keep'
import { openWorker } from '../offline/worker'
import { Alerts } from './alerts'
import { isSnoozed } from './attention'
import { SystemDesk } from './desk'
import { showCount } from './favicon'
import { highlightKeywords } from './highlight'
import { renew } from './push'
import { play } from './sounds'
import { Tabs } from './tabs'
import { countWaiting } from './waiting'

/** Begins to call for attention: fetched after the first paint, it needs nothing to be drawn. Returns how to end it. */
export function startAlerts(chat: ChatState, open: (path: string) => void): () => void {
  const tabs = new Tabs(`chinwag.speaker.${chat.me.id}`, {
    channel: 'BroadcastChannel' in window ? new BroadcastChannel(`chinwag.tabs.${chat.me.id}`) : null,
    locks: navigator.locks ?? null,
  })
  const alerts = new Alerts(chat, tabs, new SystemDesk(open), play)
  const look = () => {
    const { key, isWatched } = chat.view.getState()
    tabs.look(isWatched ? key : null)
  }
  const count = () => {
    alerts.read()
    showCount(countWaiting(chat))
  }
  look()
  count()
  void renew(chat.me.id).catch(() => {})
  // Fetched now, so that they are here when there is no connection.
  void import('../offline/from-kept').catch(() => {})
  void import('../offline/kept').catch(() => {})
  chat.onHeard = (key, message) => alerts.heard(key, message)
  const ends = [
    chat.view.subscribe(look),
    chat.rooms.store.subscribe(count),
    chat.people.store.subscribe(count),
    chat.preferences.store.subscribe(count),
    endSnooze(chat),
    openWorker(open),
    keepForLater(chat),
    highlightKeywords(chat),
  ]
  return () => {
    chat.onHeard = () => {}
    for (const end of ends) end()
    alerts.stop()
    tabs.stop()
    showCount(0)
  }
}

/** The longest that a timer can wait. */
const LONGEST_MS = 2 ** 31 - 1
/** The wait doubles up to some nine minutes. */
const MOST_TRIES = 10

/** When the snooze is over it is over in the choices, too, so that everything that shows it says so. */
function endSnooze(chat: ChatState): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let known: string | null = null
  // What is refused is taken back, which brings us here again: later each time.
  let tries = 0
  const watch = () => {
    clearTimeout(timer)
    const until = chat.preferences.all.snoozed_until
    if (!until) return
    if (until !== known) tries = 0
    known = until
    const left = Date.parse(until) - Date.now()
    timer = setTimeout(
      () => {
        if (!isSnoozed(chat.preferences.all.snoozed_until, new Date())) {
          tries = Math.min(tries + 1, MOST_TRIES)
          void chat.preferences.change({ snoozed_until: null }).catch(() => {})
        } else watch()
      },
      Math.min(Math.max(left, 0) + 500 * 2 ** tries, LONGEST_MS),
    )
  }
  watch()
  const end = chat.preferences.store.subscribe(watch)
  return () => {
    clearTimeout(timer)
    end()
  }
}
