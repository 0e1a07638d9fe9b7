import { createStore } from 'zustand/vanilla'
import { sentence } from '../api/errors'
import type { Start } from '../api/types'
import type { ComposerHandle } from '../composer/composer'
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
import type { OpenChat } from '../messages/open-chat'
import { ReadMarks } from '../messages/read-marks'
import { OwnPreferences } from '../preferences/own-preferences'
import { Marks } from '../reactions/marks'
import { Recent } from '../reactions/recent'
import { Folded } from '../rooms/folded'
import { RoomList } from '../rooms/room-list'
import { Threads } from '../threads/threads'
import { Files } from '../uploads/files'
import type { Me } from '../users/model'
import { OwnPresence } from '../users/own-presence'
import { People } from '../users/people'
import { Typing } from '../users/typing'
import { Arrivals } from './arrivals'
import { Entered } from './entered'
import { OpenChats } from './open-chats'
import { OwnMessages } from './own-messages'
import type { Server } from './server-calls'
import type { Shelf } from './shelf'
import { Unread } from './unread'
import { Writing } from './writing'

export type { Server } from './server-calls'

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
  readonly writing: Writing
  /** Those that this client holds messages of. */
  readonly chats: OpenChats
  readonly entered: Entered
  readonly changes: Changes
  /** Reactions and pins. */
  readonly marks: Marks
  readonly recent: Recent
  readonly threads: Threads
  readonly emoticons: EmoticonKeeper
  readonly addons: Addons
  readonly readMarks: ReadMarks
  readonly unread: Unread
  readonly arrivals: Arrivals
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
  #server: Server
  #startCursor: number
  #hasGreeted = false

  constructor(
    start: Start,
    server: Server,
    shelf: Shelf,
    onEnded: () => void,
    files: Files = new Files((...share) => server.share(...share)),
  ) {
    this.#server = server
    this.#startCursor = start.cursor
    this.me = start.me
    this.groupName = start.group.name
    this.groupId = start.group.id
    this.rooms.reset(start.rooms)
    this.people.reset(start.people)
    this.chats = new OpenChats((key, query) => server.history(key, query))
    this.writing = new Writing({
      me: start.me.id,
      server,
      shelf,
      files,
      onSent: (key, message) => this.arrivals.take(key, message),
    })
    this.writing.attachments.limit = start.upload_limit
    this.readMarks = new ReadMarks((key, position) => server.read(key, position))
    this.folded = new Folded(shelf, `chinwag.folded.${start.me.id}`)
    this.own = new OwnMessages(this)
    this.arrivals = new Arrivals(this)
    this.unread = new Unread(this, (key, position) => server.unread(key, position), shelf)
    this.changes = new Changes({
      edit: (key, id, text) => server.edit(key, id, text),
      amend: (clientId, text) => this.writing.amend(clientId, text),
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
    this.threads = new Threads((key, id, query) => server.replies(key, id, query), this.writing.replies)
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
      me: start.me.id,
      onEvent: (event) => this.apply(event),
      onReload: () => this.#reload(),
      onEnded,
    })
    this.presence = new OwnPresence(shelf, `chinwag.presence.${start.me.id}`, (frame) =>
      this.socket.tell(frame),
    )
    this.entered = new Entered((frame) => this.socket.tell(frame))
    this.socket.connection.subscribe(({ state }) => {
      if (state === 'idle') this.writing.rest()
      else this.writing.setOnline(state === 'online')
      if (state === 'online') {
        this.keptAt = null
        this.#greet()
      }
    })
  }

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
    return this.chats.get(key, this.view.getState().key)
  }

  /** The chat if this client holds messages of it. */
  known(key: ChatKey): OpenChat | undefined {
    return this.chats.known(key)
  }

  /** Shows a chat: its newest messages, unless others were asked for; people see that one is there. */
  open(key: ChatKey): void {
    if (this.view.getState().key === key) return
    this.unread.opened(key)
    const place = this.place(key)
    this.newLine.opened(place?.read_position ?? 0, place?.last_position ?? 0)
    this.view.setState({ key })
    void this.chat(key).open()
    this.addons.show(isRoom(key) ? idOf(key) : null)
    if (isRoom(key)) this.entered.enter(idOf(key))
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

  /** Tells the others, now and then, that one is typing there. */
  type(key: ChatKey): void {
    const chatId = isRoom(key) ? idOf(key) : this.people.get(idOf(key))?.chat_id
    if (chatId && this.typing.shouldTell(key)) this.socket.tell({ type: 'typing', chat_id: chatId })
  }

  /** Sends what is in the composer; the reader goes to the end. */
  send(key: ChatKey, text: string, parentId?: string): void {
    this.typing.told(key)
    void this.known(key)?.open()
    this.writing.send(key, text, parentId)
  }

  /** Sends an answer from the thread under a message: the reader stays where they are. */
  answer(key: ChatKey, text: string, parentId: string): void {
    this.typing.told(key)
    this.writing.outbox.add(key, text, parentId)
  }

  /** Forgets a room that is gone or closed to this person. */
  closeRoom(id: number): void {
    this.rooms.remove(id)
    this.entered.forget(id)
    this.chats.forget(`room/${id}`)
  }

  peopleMoved(): void {
    this.roomPeople.setState(({ version }) => ({ version: version + 1 }))
  }

  /** After each connection the server knows nothing of this tab: say where one is and how one feels. */
  #greet(): void {
    this.presence.tell()
    // What glances were told meanwhile is not told again.
    if (this.#hasGreeted) this.addons.changed(null)
    this.#hasGreeted = true
    this.entered.tellAgain()
    void this.readMarks.flush()
    void this.preferences.ready()
    this.chats.catchUp()
  }

  async #reload(): Promise<number> {
    const start = await this.#server.start()
    this.me = start.me
    this.rooms.reset(start.rooms)
    this.people.reset(start.people)
    const { key } = this.view.getState()
    this.chats.keepOnly(key)
    if (key) await this.chat(key).history.refresh()
    this.threads.refresh()
    this.writing.attachments.limit = start.upload_limit
    void this.emoticons.refresh()
    void this.preferences.refresh()
    this.peopleMoved()
    return start.cursor
  }
}
