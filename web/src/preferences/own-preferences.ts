import { createStore } from 'zustand/vanilla'
import type { Shelf } from '../chat/shelf'
import type { ChatKey } from '../messages/model'
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
  /** The server has told all of them: what is sent back as a whole is built on that. */
  #isTold = false
  #asking: Promise<void> | null = null
  /** Changes under way, one after the other: each says everything. */
  #saving: Promise<unknown> = Promise.resolve()

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
      await this.#ask()
    } catch {
      // Those that are known stay; the next connection asks again.
    }
  }

  /** Asks the server unless it has told already. */
  async ready(): Promise<void> {
    if (!this.#isTold) await this.refresh()
  }

  /** All choices, as the server has them. */
  take(out: PreferencesOut): void {
    this.#isTold = true
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
      await this.#inTurn(() => {
        const wanted = { ...this.all, ...part }
        this.store.setState({ preferences: wanted })
        return this.#calls.set(wanted)
      })
    } catch (refusal) {
      this.store.setState({ preferences: { ...this.all, ...takenBack(this.all, part, before) } })
      throw refusal
    }
  }

  /** Changes the choice for one chat. `chatId` is null before a one-to-one chat has begun. */
  async changeChat(key: ChatKey, chatId: number | null, part: Partial<ChatChoice>): Promise<void> {
    const before = this.ofChat(chatId)
    if (chatId) this.#put(chatId, { ...before, ...part })
    try {
      await this.#inTurn(() => {
        const wanted = { ...this.ofChat(chatId), ...part }
        if (chatId) this.#put(chatId, wanted)
        return this.#calls.setChat(key, wanted)
      })
    } catch (refusal) {
      const now = this.ofChat(chatId)
      if (chatId) this.#put(chatId, { ...now, ...takenBack(now, part, before) })
      throw refusal
    }
  }

  /** After the changes before it, and not before it is known what was chosen so far: that would be wiped out. */
  #inTurn(send: () => Promise<void>): Promise<void> {
    const turn = this.#saving.then(async () => {
      if (!this.#isTold) await this.#ask()
      await send()
    })
    this.#saving = turn.catch(() => {})
    return turn
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#calls
      .get()
      .then((out) => this.take(out))
      .finally(() => {
        this.#asking = null
      })
    return this.#asking
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

/** What stood before in the place of a refused change, unless it was changed again meanwhile. */
function takenBack<T extends object>(now: T, part: Partial<T>, before: T): Partial<T> {
  const back: Partial<T> = {}
  for (const name of Object.keys(part) as (keyof T)[]) if (now[name] === part[name]) back[name] = before[name]
  return back
}
