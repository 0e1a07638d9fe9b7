import { createStore } from 'zustand/vanilla'
import { sentence } from '../api/errors'
import { tooLong } from '../composer/longest'
import { trimmed } from '../composer/send-key'
import { t } from '../i18n'
import type { ChatKey, ChatMessage } from './model'
import type { Timeline } from './timeline'

interface Editing {
  key: ChatKey
  id: string
  /** Counts the times that something was edited. */
  turn: number
  /** What it said before. */
  before: string
  text: string
  isSaving: boolean
  error: string | null
}

interface Deleting {
  key: ChatKey
  message: ChatMessage
  isWorking: boolean
  error: string | null
}

interface ChangesState {
  editing: Editing | null
  deleting: Deleting | null
}

/** A message; or one that is on its way, by its `client_id`. */
export interface Rewritable {
  id: string
  body: string | null
}

interface ChangesOptions {
  edit: (key: ChatKey, id: string, text: string) => Promise<ChatMessage>
  /** Gives a message that is on its way another text; false when it is none. */
  amend: (clientId: string, text: string) => boolean
  remove: (key: ChatKey, id: string) => Promise<void>
  timeline: (key: ChatKey) => Timeline | undefined
}

/**
 * What a person is changing in what was said: one message at a time is edited in its place, one is asked about before
 * it is deleted. The text being written lives here, as rows come and go while one scrolls.
 */
export class Changes {
  readonly store = createStore<ChangesState>(() => ({ editing: null, deleting: null }))
  #options: ChangesOptions
  #turns = 0
  /** Texts on their way to the server, by message. */
  #rewriting = new Map<string, { text: string; done: Promise<void> }>()

  constructor(options: ChangesOptions) {
    this.#options = options
  }

  startEdit(key: ChatKey, message: Rewritable): void {
    const before = this.textOf(message)
    this.#turns += 1
    this.store.setState({
      editing: { key, id: message.id, turn: this.#turns, before, text: before, isSaving: false, error: null },
    })
  }

  write(text: string): void {
    this.#edits({ text, error: null })
  }

  cancelEdit(): void {
    this.store.setState({ editing: null })
  }

  /** True when the message says what was written. */
  async save(): Promise<boolean> {
    const { editing } = this.store.getState()
    if (!editing || editing.isSaving) return false
    const text = trimmed(editing.text)
    if (text === trimmed(editing.before)) {
      this.cancelEdit()
      return true
    }
    if (!text) {
      this.#edits({ error: t('A message needs some text. Delete it instead, or press Esc.') })
      return false
    }
    const problem = tooLong(text)
    if (problem) {
      this.#edits({ error: problem })
      return false
    }
    this.#edits({ isSaving: true, error: null })
    try {
      await this.rewrite(editing.key, editing.id, text)
      if (this.#isStill(editing)) this.cancelEdit()
      return true
    } catch (refusal) {
      if (this.#isStill(editing)) this.#edits({ isSaving: false, error: sentence(refusal) })
      return false
    }
  }

  /** Whether it is the same editing: one may leave it and begin anew while it is being saved. */
  #isStill({ turn }: Editing): boolean {
    return this.store.getState().editing?.turn === turn
  }

  /** What a message says as soon as the server has all that was changed here. */
  textOf({ id, body }: Rewritable): string {
    return this.#rewriting.get(id)?.text ?? body ?? ''
  }

  /** A message on its way has arrived: from now on it is edited by its id. */
  confirmed(clientId: string, id: string): void {
    if (this.store.getState().editing?.id === clientId) this.#edits({ id })
  }

  /** Gives a message another text, after those that it was given before. */
  async rewrite(key: ChatKey, id: string, text: string): Promise<void> {
    if (this.#options.amend(id, text)) return
    const before = this.#rewriting.get(id)?.done.catch(() => {})
    const own = {
      text,
      done: before ? before.then(() => this.#edit(key, id, text)) : this.#edit(key, id, text),
    }
    this.#rewriting.set(id, own)
    try {
      await own.done
    } finally {
      if (this.#rewriting.get(id) === own) this.#rewriting.delete(id)
    }
  }

  async #edit(key: ChatKey, id: string, text: string): Promise<void> {
    const edited = await this.#options.edit(key, id, text)
    const timeline = this.#options.timeline(key)
    const known = timeline?.messages.find((message) => message.id === id)
    // The live event may have come first, and know more by now: what is behind the links.
    if (known && !(known.edited && known.body === edited.body)) timeline?.replace(edited)
  }

  askDelete(key: ChatKey, message: ChatMessage): void {
    this.store.setState({ deleting: { key, message, isWorking: false, error: null } })
  }

  keep(): void {
    this.store.setState({ deleting: null })
  }

  async remove(): Promise<void> {
    const { deleting } = this.store.getState()
    if (!deleting || deleting.isWorking) return
    const { key, message } = deleting
    // One may have said no, and be asked about another meanwhile.
    const isStill = () => this.store.getState().deleting?.message === message
    this.#deletes({ isWorking: true, error: null })
    try {
      await this.#options.remove(key, message.id)
      this.#options.timeline(key)?.replace(goneFrom(message))
      if (isStill()) this.keep()
    } catch (refusal) {
      if (isStill()) this.#deletes({ isWorking: false, error: sentence(refusal) })
    }
  }

  #edits(change: Partial<Editing>): void {
    this.store.setState(({ editing }) => ({ editing: editing && { ...editing, ...change } }))
  }

  #deletes(change: Partial<Deleting>): void {
    this.store.setState(({ deleting }) => ({ deleting: deleting && { ...deleting, ...change } }))
  }
}

/** What is left of a deleted message: its place, and whose it was. */
function goneFrom(message: ChatMessage): ChatMessage {
  const { id, chat_id, position, date, type, format, from, sender, client_id, replies } = message
  const gone: ChatMessage = { id, chat_id, position, date, type, format, body: null, deleted: true }
  if (from !== undefined) gone.from = from
  if (sender !== undefined) gone.sender = sender
  if (replies) gone.replies = replies
  // The row's name on screen: it stays the same row.
  if (client_id) gone.client_id = client_id
  return gone
}
