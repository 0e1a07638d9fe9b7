import { type ChatKey, idOf, isFor, isRoom } from '../messages/model'
import type { ChatState } from './chat-state'
import type { Shelf } from './shelf'

/** Longer than the server's word of it takes. */
const UNDER_WAY_MS = 10_000

type Send = (key: ChatKey, position: number) => Promise<void>

/**
 * How far this person has read, and going back in it. A chat that is marked as unread while it is open stays so until it is left or answered,
 * here and in other windows that show it: looking at it does not read it.
 */
export class Unread {
  #chat: ChatState
  #send: Send
  #shelf: Shelf
  /** On the shelf, for the time that the page takes to be loaded anew. */
  #name: string
  #held: ChatKey | null
  /** Where positions were put from here, until the server tells of it. */
  #asked = new Map<ChatKey, number>()
  #askedAt = 0

  constructor(chat: ChatState, send: Send, shelf: Shelf) {
    this.#chat = chat
    this.#send = send
    this.#shelf = shelf
    this.#name = `chinwag.held.${chat.me.id}`
    this.#held = shelf.getItem(this.#name) as ChatKey | null
  }

  isHeld(key: ChatKey): boolean {
    return this.#held === key
  }

  /** The server was asked to go back and has not told of it: what it tells of reading until then was before. */
  isGoingBack(key: ChatKey): boolean {
    return this.#asked.has(key) && Date.now() - this.#askedAt < UNDER_WAY_MS
  }

  /** A chat is shown. Only one that was marked as unread before the page was loaded anew stays so. */
  opened(key: ChatKey): void {
    const place = this.#chat.place(key)
    const isUnread = place !== undefined && place.last_position > place.read_position
    if (this.#held !== key || !isUnread) this.release()
  }

  /** The chat was left, or answered. */
  release(): void {
    if (this.#held !== null) this.#hold(null)
  }

  #hold(key: ChatKey | null): void {
    this.#held = key
    try {
      if (key) this.#shelf.setItem(this.#name, key)
      else this.#shelf.removeItem(this.#name)
    } catch {
      // The shelf is full or forbidden: it is held as long as the page.
    }
  }

  /** The newest message of the shown chat was on screen while somebody looked. */
  seen(key: ChatKey, position: number): void {
    if (this.isHeld(key)) return
    this.#chat.newLine.seen()
    const place = this.#chat.place(key)
    if (!place || position <= place.read_position) return
    if (isRoom(key)) this.#chat.rooms.read(idOf(key), position)
    else this.#chat.people.read(idOf(key), position)
    this.#chat.readMarks.reached(key, position)
  }

  /** What was said from a position on counts as unread, for all windows of this person. Rejects when it is refused. */
  async from(key: ChatKey, position: number): Promise<void> {
    const place = this.#chat.place(key)
    if (!place || position > place.last_position) return
    const { read_position } = place
    const mentions = isRoom(key) ? (this.#chat.rooms.get(idOf(key))?.mentions ?? 0) : 0
    const before = Math.max(0, position - 1)
    this.moved(key, before, this.#mentionsFrom(key, position))
    this.#asked.set(key, before)
    this.#askedAt = Date.now()
    try {
      await this.#chat.readMarks.goBack(key, position, this.#send)
    } catch (refusal) {
      this.#asked.delete(key)
      this.release()
      this.#put(key, read_position, mentions)
      throw refusal
    }
  }

  /** The newest message alone is unread again, or all are read: for the menu of a chat. */
  async toggle(key: ChatKey): Promise<void> {
    const place = this.#chat.place(key)
    if (!place) return
    if (place.last_position > place.read_position) this.read(key)
    else await this.from(key, place.last_position)
  }

  /** All of a chat is read, without being looked at. */
  read(key: ChatKey): void {
    if (this.isHeld(key)) this.release()
    const last = this.#chat.place(key)?.last_position ?? 0
    if (last > 0) this.seen(key, last)
  }

  /** All of everything is read. */
  readAll(): void {
    for (const { id } of this.#chat.rooms.store.getState().rooms.values()) this.read(`room/${id}`)
    for (const { id } of this.#chat.people.store.getState().people.values()) this.read(`user/${id}`)
  }

  /** The server tells that the position went back. What was read here since it was asked for stays read. */
  heard(key: ChatKey, position: number, mentions: number): void {
    const isOwn = this.#asked.get(key) === position
    if (isOwn) this.#asked.delete(key)
    if (isOwn && (this.#chat.place(key)?.read_position ?? 0) > position) return
    this.moved(key, position, mentions)
  }

  /** The position went back, here or in another window. */
  moved(key: ChatKey, position: number, mentions: number): void {
    this.#chat.readMarks.forget(key)
    this.#put(key, position, mentions)
    if (this.#chat.view.getState().key !== key) return
    this.#hold(key)
    this.#chat.newLine.put(position)
  }

  #put(key: ChatKey, position: number, mentions: number): void {
    if (isRoom(key)) this.#chat.rooms.putRead(idOf(key), position, mentions)
    else this.#chat.people.putRead(idOf(key), position)
  }

  /** As far as this client holds the messages; the server's event brings the right number. */
  #mentionsFrom(key: ChatKey, position: number): number {
    const messages = this.#chat.known(key)?.timeline.messages ?? []
    return messages.filter((one) => one.position >= position && isFor(one, this.#chat.me.id)).length
  }
}
