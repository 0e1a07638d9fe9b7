import { createStore } from 'zustand/vanilla'
import { sentence } from '../api/errors'
import type { MessageIn, Start } from '../api/types'
import type { ComposerHandle } from '../composer/composer'
import { Drafts } from '../composer/drafts'
import { EmoticonKeeper } from '../emoticons/keeper'
import { Addons } from '../extensions/addons'
import { t } from '../i18n'
import { dispatch } from '../live/dispatch'
import type { LiveEvent } from '../live/events'
import { LiveSocket } from '../live/socket'
import { Changes } from '../messages/changes'
import { isMissing } from '../messages/history'
import { type ChatKey, type ChatMessage, idOf, isRoom } from '../messages/model'
import { NewLine } from '../messages/new-line'
import { OpenChat } from '../messages/open-chat'
import { Outbox } from '../messages/outbox'
import { ReadMarks } from '../messages/read-marks'
import { OwnPreferences } from '../preferences/own-preferences'
import { Marks } from '../reactions/marks'
import { Recent } from '../reactions/recent'
import { Folded } from '../rooms/folded'
import { RoomList } from '../rooms/room-list'
import { Threads } from '../threads/threads'
import { Attachments } from '../uploads/attachments'
import { Uploads } from '../uploads/uploads'
import type { Me } from '../users/model'
import { OwnPresence } from '../users/own-presence'
import { People } from '../users/people'
import { Typing } from '../users/typing'
import { OwnMessages } from './own-messages'
import type { Server } from './server-calls'
import type { Shelf } from './shelf'
import { Unread } from './unread'

export type { Server } from './server-calls'

/** Open chats beyond this are forgotten, the longest unseen first. */
const MOST_OPEN = 12
/** Characters that can be said with a file, as HipChat has it. */
const LONGEST_WITH_FILE = 1_000

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
  /** Something that was asked for in passing was refused: to be said once. */
  onRefused: (sentence: string) => void = () => {}
  /** A message came by the live connection: it may call for attention. */
  onHeard: (key: ChatKey, message: ChatMessage) => void = () => {}
  /** Somebody invited this person to a room: to be said once. */
  onInvited: (room: { id: number; name: string; by: string; reason: string }) => void = () => {}
  /** Somebody wants to go to another day of the chat on screen. */
  readonly dates = createStore<{ isAsked: boolean }>(() => ({ isAsked: false }))
  /** The picture that is shown large. */
  readonly viewer = createStore<{ id: string | null }>(() => ({ id: null }))
  /** The composer on screen. */
  writer: ComposerHandle | null = null
  readonly outbox: Outbox
  readonly uploads: Uploads
  readonly attachments: Attachments
  readonly changes: Changes
  /** Reactions and pins. */
  readonly marks: Marks
  readonly recent: Recent
  readonly threads: Threads
  /** The last message that became another: pinned, reacted to, edited, deleted. */
  readonly marked = createStore<{ last: { key: ChatKey; message: ChatMessage } | null }>(() => ({
    last: null,
  }))
  readonly emoticons: EmoticonKeeper
  readonly addons: Addons
  readonly drafts: Drafts
  readonly readMarks: ReadMarks
  readonly unread: Unread
  readonly own: OwnMessages
  readonly folded: Folded
  readonly presence: OwnPresence
  readonly preferences: OwnPreferences
  readonly socket: LiveSocket
  me: Me
  groupName: string
  /** When what is shown was kept on this machine; null once it comes from the server. */
  keptAt: number | null = null
  readonly groupId: number
  uploadLimit: number
  #server: Server
  #chats = new Map<ChatKey, OpenChat>()
  #entered = new Set<number>()
  #hasGreeted = false

  constructor(start: Start, server: Server, shelf: Shelf, onEnded: () => void) {
    this.#server = server
    this.me = start.me
    this.groupName = start.group.name
    this.groupId = start.group.id
    this.uploadLimit = start.upload_limit
    this.rooms.reset(start.rooms)
    this.people.reset(start.people)
    this.drafts = new Drafts(shelf, `chinwag.draft.${start.me.id}.`)
    this.readMarks = new ReadMarks((key, position) => server.read(key, position))
    this.folded = new Folded(shelf, `chinwag.folded.${start.me.id}`)
    this.own = new OwnMessages(this)
    this.unread = new Unread(this, (key, position) => server.unread(key, position))
    this.outbox = new Outbox({
      send: (entry) => server.send(entry.key, bodyOf(entry)),
      onSent: (key, message) => this.take(key, message),
      shelf,
      prefix: `chinwag.outbox.${start.me.id}.`,
    })
    this.uploads = new Uploads({
      send: (key, body, watch) => server.share(key, body, watch),
      onSent: (key, message) => this.take(key, message),
    })
    this.attachments = new Attachments(() => this.uploadLimit)
    this.changes = new Changes({
      edit: (key, id, text) => server.edit(key, id, text),
      remove: (key, id) => server.remove(key, id),
      timeline: (key) => this.known(key)?.timeline,
    })
    this.marks = new Marks({
      react: (key, id, emoji, isOn) => server.react(key, id, emoji, isOn),
      pin: (key, id, isOn) => server.pin(key, id, isOn),
      timeline: (key) => this.known(key)?.timeline,
      onRefused: (refusal) => this.onRefused(refusal),
      me: start.me.id,
    })
    this.recent = new Recent(shelf, `chinwag.emoji.${start.me.id}`)
    this.threads = new Threads((key, id, query) => server.replies(key, id, query))
    this.emoticons = new EmoticonKeeper(() => server.emoticons(), shelf, `chinwag.emoticons.${start.me.id}`)
    this.preferences = new OwnPreferences(
      {
        get: () => server.preferences(),
        set: (all) => server.choose(all),
        setChat: (key, choice) => server.chooseForChat(key, choice),
      },
      shelf,
      `chinwag.preferences.${start.me.id}`,
    )
    // Integrations are not for guests.
    this.addons = new Addons(async (roomId) =>
      start.me.is_guest ? { addons: [] } : server.extensions(roomId),
    )
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
      this.uploads.setOnline(state === 'online')
      if (state === 'online') {
        this.keptAt = null
        this.#greet()
      }
    })
    this.#startCursor = start.cursor
  }

  #startCursor: number

  connect(): void {
    void this.emoticons.refresh()
    void this.preferences.refresh()
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

  /** The chats that this client holds messages of, the one that was seen last at the end. */
  get held(): OpenChat[] {
    return [...this.#chats.values()]
  }

  /** Whether people see that one has a room open. */
  isIn(roomId: number): boolean {
    return this.#entered.has(roomId)
  }

  /** The chat if this client holds messages of it. */
  known(key: ChatKey): OpenChat | undefined {
    return this.#chats.get(key)
  }

  /** Shows a chat: its newest messages, unless others were asked for; people see that one is there. */
  open(key: ChatKey): void {
    if (this.view.getState().key === key) return
    this.unread.release()
    const place = this.place(key)
    this.newLine.opened(place?.read_position ?? 0, place?.last_position ?? 0)
    this.view.setState({ key })
    void this.chat(key).open()
    this.addons.show(isRoom(key) ? idOf(key) : null)
    if (isRoom(key)) this.#enter(idOf(key))
  }

  /** Brings a message of a chat on screen, with what was said around it. */
  async goTo(key: ChatKey, id: string): Promise<void> {
    const chat = this.chat(key)
    try {
      await chat.goTo(id)
    } catch (refusal) {
      this.onRefused(isMissing(refusal) ? t('This message is not here, or not any more.') : sentence(refusal))
      await chat.history.open()
    }
  }

  /** No chat is shown. */
  leave(): void {
    this.unread.release()
    this.view.setState({ key: null })
    this.addons.show(null)
  }

  /** The entry of a chat in the list. */
  place(key: ChatKey): { last_position: number; read_position: number } | undefined {
    return isRoom(key) ? this.rooms.get(idOf(key)) : this.people.get(idOf(key))
  }

  /** A message of the server, from a live event or as the answer to sending. */
  take(key: ChatKey, message: ChatMessage): void {
    const last = this.place(key)?.last_position ?? 0
    if (isRoom(key)) {
      this.rooms.took(idOf(key), message, this.me.id)
      this.addons.heard(idOf(key), message)
    } else this.people.took(idOf(key), message, this.me.id)
    if (message.client_id) {
      this.outbox.confirm(message.client_id)
      this.uploads.confirm(message.client_id)
    }
    const { key: shown, isWatched } = this.view.getState()
    const isOwn = message.from?.id === this.me.id
    if (isOwn && this.unread.isHeld(key)) this.unread.release()
    if (key === shown && !isOwn && message.position > last) this.newLine.arrived(message.position, isWatched)
    this.threads.take(message)
    const chat = this.#chats.get(key)
    if (!chat) return
    chat.timeline.append(message)
    if (key !== shown) chat.timeline.trim()
    if (chat.timeline.gap()) void chat.history.fillGaps()
  }

  /** A message is another than before. */
  renew(key: ChatKey, message: ChatMessage): void {
    this.known(key)?.timeline.replace(message)
    this.threads.replace(message)
    this.marked.setState({ last: { key, message } })
  }

  /** The newest message of the shown chat was on screen while somebody looked. */
  seen(key: ChatKey, position: number): void {
    if (this.unread.isHeld(key)) return
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

  /** Sends what is in the composer. With files the text goes with the first of them, if that can carry it. */
  send(key: ChatKey, text: string, parentId?: string): void {
    this.typing.told(key)
    void this.known(key)?.open()
    const files = this.attachments.take(key)
    const isApart = Boolean(parentId) || text.length > LONGEST_WITH_FILE
    if (text && (files.length === 0 || isApart)) this.outbox.add(key, text, parentId)
    if (files.length > 0) this.uploads.add(key, isApart ? '' : text, files)
  }

  /** Sends an answer from the thread under a message: the reader stays where they are. */
  answer(key: ChatKey, text: string, parentId: string): void {
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
    // What glances were told meanwhile is not told again.
    if (this.#hasGreeted) this.addons.changed(null)
    this.#hasGreeted = true
    for (const room_id of this.#entered) this.socket.tell({ type: 'enter', room_id })
    void this.readMarks.flush()
    void this.preferences.ready()
    for (const { timeline, history } of this.#chats.values()) {
      if (timeline.gap()) void history.fillGaps()
      else if (history.store.getState().error) void history.open()
    }
  }

  async #reload(): Promise<number> {
    const start = await this.#server.start()
    this.me = start.me
    this.rooms.reset(start.rooms)
    this.people.reset(start.people)
    const { key } = this.view.getState()
    for (const known of [...this.#chats.keys()]) if (known !== key) this.#chats.delete(known)
    if (key) await this.chat(key).history.refresh()
    this.threads.refresh()
    this.uploadLimit = start.upload_limit
    void this.emoticons.refresh()
    void this.preferences.refresh()
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
