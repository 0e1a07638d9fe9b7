import { sentence } from '../api/errors'
import { t } from '../i18n'
import { type ChatKey, type ChatMessage, idOf, isRoom } from '../messages/model'
import { lastOwn, substituted, substitutionIn } from '../messages/substitution'
import type { ChatState } from './chat-state'

/** What this person may do with messages, and the last one of their own. */
export class OwnMessages {
  #chat: ChatState

  constructor(chat: ChatState) {
    this.#chat = chat
  }

  /** Messages of one's own in a chat that can still be changed: the last of them. */
  last(key: ChatKey): ChatMessage | undefined {
    return lastOwn(this.#chat.known(key)?.timeline.messages ?? [], this.#chat.me.id)
  }

  /**
   * Mends one's last message when the text is `s/old/new/`. False: the text is a message like others. A sentence: it is
   * none, and cannot be done.
   */
  mend(key: ChatKey, text: string): boolean | string {
    const wanted = substitutionIn(text)
    if (!wanted || this.#chat.writing.attachments.of(key).length > 0) return false
    const last = this.last(key)
    const mended = last && this.canEdit(key, last) ? substituted(last.body ?? '', wanted) : null
    if (!last || mended === null) {
      return wanted.isCertain ? t('Your last message here does not say “{old}”.', { old: wanted.old }) : false
    }
    this.#chat.changes
      .rewrite(key, last.id, mended)
      .catch((refusal) => this.#chat.onRefused(sentence(refusal)))
    return true
  }

  /** Whether this person may delete a message. */
  canDelete(key: ChatKey, message: ChatMessage): boolean {
    if (message.deleted || (message.type !== 'message' && message.type !== 'notification')) return false
    const isOwn = message.from?.id === this.#chat.me.id
    if (!isRoom(key)) return isOwn
    const room = this.#chat.rooms.get(idOf(key))
    return Boolean(room?.can_post) && (isOwn || Boolean(room?.can_admin))
  }

  /** Whether this person may give a message another text. */
  canEdit(key: ChatKey, message: ChatMessage): boolean {
    if (message.deleted || message.type !== 'message' || message.from?.id !== this.#chat.me.id) return false
    return !isRoom(key) || Boolean(this.#chat.rooms.get(idOf(key))?.can_post)
  }
}
