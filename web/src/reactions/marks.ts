import { createStore } from 'zustand/vanilla'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import type { ChatKey, ChatMessage } from '../messages/model'
import type { Timeline } from '../messages/timeline'
import { type Reaction, withPin, withReaction } from './model'

/** What this person wants of a message, until the server has it. By message, then by emoji; `pin` for the pin. */
export type Wishes = ReadonlyMap<string, ReadonlyMap<string, boolean>>

interface MarksOptions {
  react: (key: ChatKey, id: string, emoji: string, isOn: boolean) => Promise<void>
  pin: (key: ChatKey, id: string, isOn: boolean) => Promise<void>
  timeline: (key: ChatKey) => Timeline | undefined
  /** Says that something was refused. */
  onRefused: (sentence: string) => void
  me: number
}

const PIN = 'pin'

/**
 * Reactions and pins of one's own: shown at once, sent one after the other for each mark, taken back with a word when the
 * server says no.
 */
export class Marks {
  readonly store = createStore<{ wishes: Wishes }>(() => ({ wishes: new Map() }))
  #options: MarksOptions
  #busy = new Set<string>()

  constructor(options: MarksOptions) {
    this.#options = options
  }

  /** Puts one's reaction on, or takes it back when it is there. */
  toggle(key: ChatKey, message: ChatMessage, emoji: string): void {
    const isOn = !this.isMine(message, emoji)
    void this.#wish(message, emoji, isOn, (on) => this.#options.react(key, message.id, emoji, on), {
      key,
      apply: (known, on) => withReaction(known, emoji, this.#options.me, on),
    })
  }

  pin(key: ChatKey, message: ChatMessage, isPinned: boolean): void {
    void this.#wish(message, PIN, isPinned, (on) => this.#options.pin(key, message.id, on), {
      key,
      apply: withPin,
    })
  }

  isMine(message: ChatMessage, emoji: string): boolean {
    const wished = this.store.getState().wishes.get(message.id)?.get(emoji)
    return wished ?? hasReacted(message.reactions, emoji, this.#options.me)
  }

  async #wish(
    { id }: ChatMessage,
    mark: string,
    isOn: boolean,
    send: (isOn: boolean) => Promise<void>,
    done: { key: ChatKey; apply: (message: ChatMessage, isOn: boolean) => ChatMessage },
  ): Promise<void> {
    this.#set(id, mark, isOn)
    const name = `${id} ${mark}`
    if (this.#busy.has(name)) return
    this.#busy.add(name)
    try {
      for (let sent: boolean | null = null; ; ) {
        const wanted = this.store.getState().wishes.get(id)?.get(mark)
        if (wanted === undefined || wanted === sent) break
        await send(wanted)
        sent = wanted
        // The live event may come later, or be missed.
        const timeline = this.#options.timeline(done.key)
        const known = timeline?.find(id)
        if (known) timeline?.replace(done.apply(known, wanted))
      }
    } catch (refusal) {
      this.#options.onRefused(t('Not saved: {reason}', { reason: sentence(refusal) }))
    } finally {
      this.#busy.delete(name)
      this.#set(id, mark, undefined)
    }
  }

  #set(id: string, mark: string, wish: boolean | undefined): void {
    const wishes = new Map(this.store.getState().wishes)
    const ofMessage = new Map(wishes.get(id))
    if (wish === undefined) ofMessage.delete(mark)
    else ofMessage.set(mark, wish)
    if (ofMessage.size === 0) wishes.delete(id)
    else wishes.set(id, ofMessage)
    this.store.setState({ wishes })
  }
}

function hasReacted(reactions: readonly Reaction[] | null | undefined, emoji: string, me: number): boolean {
  return Boolean(reactions?.find((one) => one.emoji === emoji)?.users.includes(me))
}

/** A message as it will be once the server has what this person wants of it. */
export function wished(
  message: ChatMessage,
  wishes: ReadonlyMap<string, boolean> | undefined,
  me: number,
): ChatMessage {
  let seen = message
  for (const [mark, isOn] of wishes ?? []) {
    seen = mark === PIN ? withPin(seen, isOn) : withReaction(seen, mark, me, isOn)
  }
  return seen
}
