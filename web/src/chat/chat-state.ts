import { createStore } from 'zustand/vanilla'
import type { MessageIn, Start } from '../api/types'
import { Drafts } from '../composer/drafts'
import { dispatch } from '../live/dispatch'
import type { LiveEvent } from '../live/events'
import { LiveSocket } from '../live/socket'
import type { HistoryQuery } from '../messages/history'
import { type ChatKey, type ChatMessage, type HistoryPage, idOf, isRoom } from '../messages/model'
import { NewLine } from '../messages/new-line'
import { OpenChat } from '../messages/open-chat'
import { Outbox, type Shelf } from '../messages/outbox'
import { ReadMarks } from '../messages/read-marks'
import { RoomList } from '../rooms/room-list'
import type { Me } from '../users/model'
import { OwnPresence } from '../users/own-presence'
import { People } from '../users/people'
import { Typing } from '../users/typing'

/** The calls that the chat makes; the browser's are in `server.ts`. */
export interface Server {
  start(): Promise<Start>
  history(key: ChatKey, query: HistoryQuery): Promise<HistoryPage>
  send(key: ChatKey, body: MessageIn): Promise<ChatMessage>
  read(key: ChatKey, position: number): Promise<void>
  liveUrl(cursor: number): string
}

/** Open chats beyond this are forgotten, the longest unseen first. */
const MOST_OPEN = 12

/**
 * Everything the chat knows and can do, without a page. The stores hold what is shown; events of the live connection
 * change them through `live/`, and components only draw and forward.
 */
export class ChatState {
  readonly rooms = new RoomList()
  readonly people = new People()
  readonly typing = new Typing()
  readonly newLine = new NewLine()
  /** The chat on screen, and whether somebody looks at it: the tab is shown and focused. */
  readonly view = createStore<{ key: ChatKey | null; isWatched: boolean }>(() => ({
    key: null,
    isWatched: true,
  }))
  /** Counts up when who is in a room changed, so that the list is fetched again. */
  readonly roomPeople = createStore<{ version: number }>(() => ({ version: 0 }))
  /** Somebody invited this person to a room: to be said once. */
  onInvited: (room: { id: number; name: string; by: string }) => void = () => {}
  readonly outbox: Outbox
  readonly drafts: Drafts
  readonly readMarks: ReadMarks
  readonly presence: OwnPresence
  readonly socket: LiveSocket
  me: Me
  groupName: string
  #server: Server
  #chats = new Map<ChatKey, OpenChat>()
  #entered = new Set<number>()

  constructor(start: Start, server: Server, shelf: Shelf, onEnded: () => void) {
    this.#server = server
    this.me = start.me
    this.groupName = start.group.name
    this.rooms.reset(start.rooms)
    this.people.reset(start.people)
    this.drafts = new Drafts(shelf, `chinwag.draft.${start.me.id}.`)
    this.readMarks = new ReadMarks((key, position) => server.read(key, position))
    this.outbox = new Outbox({
      send: (entry) => server.send(entry.key, bodyOf(entry)),
      onSent: (key, message) => this.take(key, message),
      shelf,
      prefix: `chinwag.outbox.${start.me.id}.`,
    })
    this.socket = new LiveSocket({
      url: (cursor) => server.liveUrl(cursor),
      onEvent: (event) => this.apply(event),
      onReload: () => this.#reload(),
      onEnded,
    })
    this.presence = new OwnPresence(shelf, `chinwag.presence.${start.me.id}`, (frame) =>
      this.socket.tell(frame),
    )
    this.socket.connection.subscribe(({ state }) => {
      this.outbox.setOnline(state === 'online')
      if (state === 'online') this.#greet()
    })
    this.#startCursor = start.cursor
  }

  #startCursor: number

  connect(): void {
    this.socket.start(Math.max(this.#startCursor, this.socket.cursor))
  }

  disconnect(): void {
    void this.readMarks.flush()
    this.socket.stop()
  }

  apply(event: LiveEvent): void {
    dispatch(this, event)
  }

  chat(key: ChatKey): OpenChat {
    let chat = this.#chats.get(key)
    if (chat) this.#chats.delete(key)
    else chat = new OpenChat(key, (query) => this.#server.history(key, query))
    this.#chats.set(key, chat)
    this.#closeUnseen()
    return chat
  }

  /** The chat if this client holds messages of it. */
  known(key: ChatKey): OpenChat | undefined {
    return this.#chats.get(key)
  }

  /** Shows a chat: its newest messages are fetched, and people see that one is there. */
  open(key: ChatKey): void {
    if (this.view.getState().key === key) return
    const place = this.place(key)
    this.newLine.opened(place?.read_position ?? 0, place?.last_position ?? 0)
    this.view.setState({ key })
    void this.chat(key).history.open()
    if (isRoom(key)) this.#enter(idOf(key))
  }

  /** No chat is shown. */
  leave(): void {
    this.view.setState({ key: null })
  }

  /** The entry of a chat in the list. */
  place(key: ChatKey): { last_position: number; read_position: number } | undefined {
    return isRoom(key) ? this.rooms.get(idOf(key)) : this.people.get(idOf(key))
  }

  /** A message of the server, from a live event or as the answer to sending. */
  take(key: ChatKey, message: ChatMessage): void {
    const last = this.place(key)?.last_position ?? 0
    if (isRoom(key)) this.rooms.took(idOf(key), message, this.me.id)
    else this.people.took(idOf(key), message, this.me.id)
    if (message.client_id) this.outbox.confirm(message.client_id)
    const { key: shown, isWatched } = this.view.getState()
    const isOwn = message.from?.id === this.me.id
    if (key === shown && !isOwn && message.position > last) this.newLine.arrived(message.position, isWatched)
    const chat = this.#chats.get(key)
    if (!chat) return
    chat.timeline.append(message)
    if (chat.timeline.gap()) void chat.history.fillGaps()
  }

  /** The newest message of the shown chat was on screen while somebody looked. */
  seen(key: ChatKey, position: number): void {
    this.newLine.seen()
    const place = this.place(key)
    if (!place || position <= place.read_position) return
    if (isRoom(key)) this.rooms.read(idOf(key), position)
    else this.people.read(idOf(key), position)
    this.readMarks.reached(key, position)
  }

  /** Tells the others, now and then, that one is typing there. */
  type(key: ChatKey): void {
    const chatId = isRoom(key) ? idOf(key) : this.people.get(idOf(key))?.chat_id
    if (chatId && this.typing.shouldTell(key)) this.socket.tell({ type: 'typing', chat_id: chatId })
  }

  send(key: ChatKey, text: string, parentId?: string): void {
    this.typing.told(key)
    this.outbox.add(key, text, parentId)
  }

  /** Forgets a room that is gone or closed to this person. */
  closeRoom(id: number): void {
    this.rooms.remove(id)
    this.#entered.delete(id)
    this.#chats.delete(`room/${id}`)
  }

  peopleMoved(): void {
    this.roomPeople.setState(({ version }) => ({ version: version + 1 }))
  }

  #enter(roomId: number): void {
    if (this.#entered.has(roomId)) return
    this.#entered.add(roomId)
    this.socket.tell({ type: 'enter', room_id: roomId })
  }

  /** After each connection the server knows nothing of this tab: say where one is and how one feels. */
  #greet(): void {
    this.presence.tell()
    for (const room_id of this.#entered) this.socket.tell({ type: 'enter', room_id })
    void this.readMarks.flush()
    for (const chat of this.#chats.values()) if (chat.timeline.gap()) void chat.history.fillGaps()
  }

  async #reload(): Promise<number> {
    const start = await this.#server.start()
    this.me = start.me
    this.rooms.reset(start.rooms)
    this.people.reset(start.people)
    const { key } = this.view.getState()
    for (const known of [...this.#chats.keys()]) if (known !== key) this.#chats.delete(known)
    if (key) await this.chat(key).history.refresh()
    this.peopleMoved()
    return start.cursor
  }

  #closeUnseen(): void {
    for (const key of this.#chats.keys()) {
      if (this.#chats.size <= MOST_OPEN) return
      if (key !== this.view.getState().key) this.#chats.delete(key)
    }
  }
}

function bodyOf(entry: { text: string; client_id: string; parent_id?: string }): MessageIn {
  const body = { message: entry.text, client_id: entry.client_id }
  return entry.parent_id ? { ...body, parent_id: entry.parent_id } : body
}
