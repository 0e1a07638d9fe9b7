import type { ChatState } from '../chat/chat-state'
import { t } from '../i18n'
import { wordsOf } from '../messages/inert-html'
import { type ChatKey, type ChatMessage, idOf, isRoom } from '../messages/model'
import { reasonFor } from './attention'
import type { Desk } from './desk'
import { personIn, saidIn } from './said'
import type { Sound } from './sounds'
import type { Tabs } from './tabs'

interface Heard {
  message: ChatMessage
  count: number
}

/** A word from another tab or device that the message was read comes first. */
const WAIT_MS = 300
/** A room that talks fast rings now and then. */
const BETWEEN_SOUNDS_MS = 1_500
const LONGEST = 200

/**
 * Says what wants attention: one notification for each chat, the newest replacing the older; a sound. What is read,
 * here or on another device, is taken back.
 */
export class Alerts {
  #chat: ChatState
  #tabs: Tabs
  #desk: Desk
  #play: (sound: Sound) => void
  #now: () => number
  #heard = new Map<ChatKey, Heard>()
  #shown = new Map<ChatKey, number>()
  #counts = new Map<ChatKey, number>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #rangAt = Number.NEGATIVE_INFINITY

  constructor(chat: ChatState, tabs: Tabs, desk: Desk, play: (sound: Sound) => void, now = Date.now) {
    this.#chat = chat
    this.#tabs = tabs
    this.#desk = desk
    this.#play = play
    this.#now = now
  }

  /** A message came by the live connection. */
  heard(key: ChatKey, message: ChatMessage): void {
    const said = saidIn(key, message, this.#chat.me.id)
    const person = personIn(this.#chat, key, message.chat_id, this.#tabs.isWatched(key))
    if (!reasonFor(said, person, new Date(this.#now()))) return
    const count = (this.#heard.get(key)?.count ?? 0) + 1
    this.#heard.set(key, { message, count })
    this.#timer ??= setTimeout(() => this.#speak(), WAIT_MS)
  }

  /** Takes back what has been read meanwhile. */
  read(): void {
    for (const [key, position] of this.#shown) {
      if (this.#isRead(key, position)) {
        this.#shown.delete(key)
        this.#counts.delete(key)
        this.#desk.close(key)
      }
    }
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#heard.clear()
  }

  #speak(): void {
    this.#timer = undefined
    const heard = [...this.#heard].filter(
      ([key, { message }]) => !this.#isRead(key, message.position) && !this.#tabs.isWatched(key),
    )
    this.#heard.clear()
    if (heard.length === 0 || !this.#tabs.isSpeaker) return
    const { desktop, sounds, sound } = this.#chat.preferences.all
    if (desktop) for (const [key, one] of heard) this.#show(key, one)
    if (sounds && this.#now() - this.#rangAt >= BETWEEN_SOUNDS_MS) {
      this.#rangAt = this.#now()
      this.#play(sound)
    }
  }

  #show(key: ChatKey, { message, count }: Heard): void {
    const all = (this.#counts.get(key) ?? 0) + count
    this.#counts.set(key, all)
    this.#shown.set(key, message.position)
    const title = this.#titleOf(key)
    this.#desk.show({ key, title: all > 1 ? `${title} (${all})` : title, text: this.#textOf(key, message) })
  }

  #titleOf(key: ChatKey): string {
    const name = isRoom(key) ? this.#chat.rooms.get(idOf(key))?.name : this.#chat.people.get(idOf(key))?.name
    return name ?? 'Chinwag'
  }

  #textOf(key: ChatKey, message: ChatMessage): string {
    if (!this.#chat.preferences.all.show_text) return t('New message')
    const body = message.body ?? ''
    const words = (message.format === 'html' ? wordsOf(body) : body).replace(/\s+/g, ' ').trim()
    const text = words || message.file?.name || ''
    const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
    const name = message.from?.name ?? message.sender
    return isRoom(key) && name ? `${name}: ${cut}` : cut
  }

  #isRead(key: ChatKey, position: number): boolean {
    const place = this.#chat.place(key)
    return !place || place.read_position >= position
  }
}
