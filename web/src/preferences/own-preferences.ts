import { createStore } from 'zustand/vanilla'
import type { ChatKey } from '../messages/model'
import type { Shelf } from '../messages/outbox'
import { BY_DEFAULT, type ChatChoice, NO_CHOICE, type Preferences, type PreferencesOut } from './model'

interface Calls {
  get: () => Promise<PreferencesOut>
  set: (all: Preferences) => Promise<void>
  setChat: (key: ChatKey, choice: ChatChoice) => Promise<void>
}

interface Chosen {
  preferences: Preferences
  /** By the id of the chat. */
  chats: ReadonlyMap<number, ChatChoice>
}

/**
 * What this person chose, as the server keeps it; also on this machine, so that the first screen has it at once.
 * Changes show at once and are taken back when the server refuses them.
 */
export class OwnPreferences {
  readonly store = createStore<Chosen>(() => ({ preferences: BY_DEFAULT, chats: new Map() }))
  #calls: Calls
  #shelf: Shelf
  #name: string

  constructor(calls: Calls, shelf: Shelf, name: string) {
    this.#calls = calls
    this.#shelf = shelf
    this.#name = name
    try {
      const kept = JSON.parse(shelf.getItem(name) ?? 'null') as PreferencesOut | null
      if (kept) this.#show(kept)
    } catch {
      // What was kept is not readable: the server tells again.
    }
  }

  get all(): Preferences {
    return this.store.getState().preferences
  }

  /** The choice for a chat, by its id (rooms: the id of the room). */
  ofChat(chatId: number | null | undefined): ChatChoice {
    return (chatId && this.store.getState().chats.get(chatId)) || NO_CHOICE
  }

  async refresh(): Promise<void> {
    try {
      this.take(await this.#calls.get())
    } catch {
      // Those that are known stay; the next connection asks again.
    }
  }

  /** All choices, as the server has them. */
  take(out: PreferencesOut): void {
    this.#show(out)
    try {
      this.#shelf.setItem(this.#name, JSON.stringify(out))
    } catch {
      // Not kept: fetched again with the next page.
    }
  }

  /** Changes some of the choices for all chats. Rejects when the server refuses. */
  async change(part: Partial<Preferences>): Promise<void> {
    const before = this.all
    const after = { ...before, ...part }
    this.store.setState({ preferences: after })
    try {
      await this.#calls.set(after)
    } catch (refusal) {
      if (this.all === after) this.store.setState({ preferences: before })
      throw refusal
    }
  }

  /** Changes the choice for one chat. `chatId` is null before a one-to-one chat has begun. */
  async changeChat(key: ChatKey, chatId: number | null, part: Partial<ChatChoice>): Promise<void> {
    const before = this.ofChat(chatId)
    const after = { ...before, ...part }
    if (chatId) this.#put(chatId, after)
    try {
      await this.#calls.setChat(key, after)
    } catch (refusal) {
      if (chatId && this.ofChat(chatId) === after) this.#put(chatId, before)
      throw refusal
    }
  }

  #put(chatId: number, choice: ChatChoice): void {
    this.store.setState(({ chats }) => ({ chats: new Map(chats).set(chatId, choice) }))
  }

  #show({ preferences, chats }: PreferencesOut): void {
    this.store.setState({
      preferences: { ...BY_DEFAULT, ...preferences },
      chats: new Map(chats.map(({ chat_id, is_favourite, level }) => [chat_id, { is_favourite, level }])),
    })
  }
}
