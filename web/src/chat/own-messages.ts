import { sentence } from '../api/errors'
import { t } from '../i18n'
import type { Rewritable } from '../messages/changes'
import { type ChatKey, type ChatMessage, idOf, isRoom } from '../messages/model'
import type { Pending } from '../messages/rows'
import { lastOwn, substituted, substitutionIn } from '../messages/substitution'
import type { ChatState } from './chat-state'

/** What this person may do with messages, and the last one of their own. */
export class OwnMessages {
  #chat: ChatState

  constructor(chat: ChatState) {
    this.#chat = chat
  }

  /** What one said last in a chat, if it can still be changed: on its way to the server, or in the timeline. */
  last(key: ChatKey): Rewritable | undefined {
    const pending = this.#chat.writing.pending(key).at(-1)
    if (pending) return { id: pending.client_id, body: pending.text }
    const said = lastOwn(this.#chat.known(key)?.timeline.messages ?? [], this.#chat.me.id)
    return said && this.canEdit(key, said) ? said : undefined
  }

  /** The server has a message as it was sent: what was changed in it meanwhile follows. */
  confirmed(key: ChatKey, message: ChatMessage, { client_id, text, isAmended }: Pending): void {
    this.#chat.changes.confirmed(client_id, message.id)
    if (!isAmended || text === (message.body ?? '')) return
    const show = (shown: ChatMessage) => this.#chat.known(key)?.timeline.replace(shown)
    show({ ...message, body: text })
    this.#chat.changes.rewrite(key, message.id, text).catch((refusal) => {
      show(message)
      this.#chat.onRefused(sentence(refusal))
    })
  }

  /** A message is deleted. What was being written into it goes to the composer, so that it is not lost. */
  lost(id: string): void {
    const { changes, view, writer, writing } = this.#chat
    const { editing } = changes.store.getState()
    if (editing?.id !== id) return
    changes.cancelEdit()
    const { key, text, before } = editing
    if (text.trim() === '' || text === before) return
    if (writer && view.getState().key === key) writer.put(text)
    else writing.drafts.set(key, [text, writing.drafts.get(key)].filter(Boolean).join('\n'))
    this.#chat.onRefused(t('The message was deleted. What you wrote is kept as a draft.'))
  }

  /**
   * Mends one's last message when the text is `s/old/new/`. False: the text is a message like others. A sentence: it is
   * none, and cannot be done.
   */
  mend(key: ChatKey, text: string): boolean | string {
    const wanted = substitutionIn(text)
    if (!wanted || this.#chat.writing.attachments.of(key).length > 0) return false
    const last = this.last(key)
    const mended = last ? substituted(this.#chat.changes.textOf(last), wanted) : null
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
