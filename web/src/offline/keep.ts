import type { ChatState } from '../chat/chat-state'
import { type Kept, writeKept } from './kept'

const EVERY_MS = 20_000
const MESSAGES = 50

/** Keeps on this machine what is known, now and then and when the page is hidden or left. Returns how to end it. */
export function keepForLater(chat: ChatState): () => void {
  let cursor = -1
  let isDue = true
  const save = () => {
    // What was kept itself says nothing new; nor does a state that is being replaced.
    if (chat.socket.connection.getState().state !== 'online') return
    if (!isDue && cursor === chat.socket.cursor) return
    isDue = false
    cursor = chat.socket.cursor
    void writeKept(keptOf(chat))
  }
  const due = () => {
    isDue = true
  }
  const onHide = () => document.visibilityState === 'hidden' && save()
  const ends = [
    chat.view.subscribe(due),
    chat.rooms.store.subscribe(due),
    chat.people.store.subscribe(due),
    chat.socket.connection.subscribe(() => setTimeout(save, 1_000)),
  ]
  const timer = setInterval(save, EVERY_MS)
  const soon = setTimeout(save, 1_000)
  window.addEventListener('pagehide', save)
  document.addEventListener('visibilitychange', onHide)
  return () => {
    clearInterval(timer)
    clearTimeout(soon)
    for (const end of ends) end()
    window.removeEventListener('pagehide', save)
    document.removeEventListener('visibilitychange', onHide)
  }
}

function keptOf(chat: ChatState): Kept {
  const group = { id: chat.groupId, name: chat.groupName }
  return {
    at: Date.now(),
    session: { signed_in: true, csrf: '', me: chat.me, group, demo: false },
    start: {
      cursor: chat.socket.cursor,
      me: chat.me,
      group,
      rooms: [...chat.rooms.store.getState().rooms.values()],
      people: [...chat.people.store.getState().people.values()].map((one) => ({ ...one, presence: null })),
      upload_limit: chat.writing.attachments.limit,
    },
    chats: chat.chats.all
      .filter(({ timeline }) => timeline.store.getState().reachesEnd && timeline.messages.length > 0)
      .map(({ key, timeline }) => [key, timeline.messages.slice(-MESSAGES)]),
  }
}
