import {
  deleteMessage,
  editMessage,
  getHistory,
  getStart,
  listEmoticons,
  sendMessage,
  setRead,
  setUnread,
} from '../api/calls'
import { listExtensions } from '../extensions/calls'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import { getPreferences, setChatPreference, setPreferences } from '../preferences/calls'
import { setPin, setReaction } from '../reactions/calls'
import { getReplies } from '../threads/calls'
import type { Server } from './chat-state'

function place(key: ChatKey) {
  return { kind: isRoom(key) ? ('room' as const) : ('user' as const), id: idOf(key) }
}

/** The server that this page came from. */
export const server: Server = {
  start: () => getStart(),
  history: (key, query) => getHistory(place(key), query),
  send: (key, body) => sendMessage(place(key), body),
  // Fetched with the first file: most messages are words.
  share: async (key, body, watch) => (await import('../api/upload')).sendFile(place(key), body, watch),
  edit: (key, id, text) => editMessage(place(key), id, text),
  remove: (key, id) => deleteMessage(place(key), id),
  react: (key, id, emoji, isOn) => setReaction(place(key), id, emoji, isOn),
  pin: (key, id, isOn) => setPin(place(key), id, isOn),
  replies: (key, id, query) => getReplies(place(key), id, query),
  emoticons: () => listEmoticons(),
  preferences: () => getPreferences(),
  choose: (all) => setPreferences(all),
  chooseForChat: (key, choice) => setChatPreference(key, choice),
  extensions: (roomId) => listExtensions(roomId),
  read: (key, position) => setRead(place(key), position),
  unread: (key, position) => setUnread(place(key), position),
  liveUrl(cursor) {
    const { protocol, host } = window.location
    return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/live?cursor=${cursor}`
  },
}
