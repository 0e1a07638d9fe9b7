import { createContext, useContext } from 'react'
import { sentence } from '../api/errors'
import type { ChatState } from '../chat/chat-state'
import { messagePath } from '../chat/paths'
import { t } from '../i18n'
import { copyText, toast } from '../ui'
import { type ChatKey, type ChatMessage, isRoom } from './model'
import { linesSaid } from './said'

/** What was asked for beside a message: its menu by a long press, or the choice of a reaction. */
export type Ask = 'menu' | 'picker'

/** What the place around a message does for it. */
interface Around {
  reply: (message: ChatMessage) => void
  /** Keeps a message's tools open, wherever pointer and focus go; null lets go. */
  hold: (row: string | null) => void
  ask: (row: string, what: Ask) => void
}

/** All that can be done with a message of one chat: by its toolbar, its menu, a key. */
export class Deeds {
  readonly chatKey: ChatKey
  readonly reply: Around['reply']
  readonly hold: Around['hold']
  readonly ask: Around['ask']
  #chat: ChatState

  constructor(chat: ChatState, chatKey: ChatKey, { reply, hold, ask }: Around) {
    this.#chat = chat
    this.chatKey = chatKey
    this.reply = reply
    this.hold = hold
    this.ask = ask
  }

  canEdit(message: ChatMessage): boolean {
    return this.#chat.own.canEdit(this.chatKey, message)
  }

  canDelete(message: ChatMessage): boolean {
    return this.#chat.own.canDelete(this.chatKey, message)
  }

  /** Whether something may be put on messages here: where one may write. */
  get canMark(): boolean {
    if (!isRoom(this.chatKey)) return true
    return Boolean(this.#chat.rooms.get(Number(this.chatKey.slice(5)))?.can_post)
  }

  edit(message: ChatMessage): void {
    this.#chat.changes.startEdit(this.chatKey, message)
  }

  remove(message: ChatMessage): void {
    this.#chat.changes.askDelete(this.chatKey, message)
  }

  react(message: ChatMessage, emoji: string): void {
    if (!this.#chat.marks.isMine(message, emoji)) this.#chat.recent.use(emoji)
    this.#chat.marks.toggle(this.chatKey, message, emoji)
  }

  pin(message: ChatMessage, isPinned: boolean): void {
    this.#chat.marks.pin(this.chatKey, message, isPinned)
  }

  /** The message and all after it count as not read. */
  unread(message: ChatMessage): void {
    this.#chat.unread
      .from(this.chatKey, message.position)
      .catch((refusal) => this.#chat.onRefused(sentence(refusal)))
  }

  toggleThread(message: ChatMessage): void {
    this.#chat.threads.toggle(this.chatKey, message.id)
  }

  /** Leads to another message of the chat. */
  goTo(id: string): void {
    void this.#chat.goTo(this.chatKey, id)
  }

  async copy(message: ChatMessage): Promise<void> {
    if (await copyText(linesSaid(message))) toast(t('Message copied'))
  }

  async copyLink(message: ChatMessage): Promise<void> {
    const address = window.location.origin + messagePath(this.chatKey, message.id)
    if (await copyText(address)) toast(t('Link copied'))
  }
}

export const DeedsContext = createContext<Deeds | null>(null)

/** Only inside of a timeline. */
export function useDeeds(): Deeds {
  const deeds = useContext(DeedsContext)
  if (!deeds) throw new Error('No timeline around this part')
  return deeds
}
