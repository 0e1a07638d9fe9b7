import type { MessageIn } from '../api/types'
import { Drafts } from '../composer/drafts'
import type { ChatKey, ChatMessage } from '../messages/model'
import { Outbox, type OutboxEntry } from '../messages/outbox'
import type { Pending } from '../messages/rows'
import { outboxOf } from '../session/unsent'
import type { Files } from '../uploads/files'
import type { Server } from './server-calls'
import type { Shelf } from './shelf'

/** Characters that can be said with a file, as HipChat has it. */
const LONGEST_WITH_FILE = 1_000

interface WritingOptions {
  me: number
  server: Pick<Server, 'send'>
  shelf: Shelf
  files: Files
  onSent: (key: ChatKey, message: ChatMessage) => void
}

/** What this person writes: drafts, files to go with them, and what is on its way. */
export class Writing {
  readonly drafts: Drafts<ChatKey>
  /** Answers in threads, by the message that they answer. */
  readonly replies: Drafts<string>
  readonly outbox: Outbox
  readonly attachments: Files['attachments']
  readonly uploads: Files['uploads']

  constructor({ me, server, shelf, files, onSent }: WritingOptions) {
    this.drafts = new Drafts(shelf, `chinwag.draft.${me}.`)
    this.replies = new Drafts(shelf, `chinwag.reply.${me}.`)
    this.outbox = new Outbox({
      send: (entry) => server.send(entry.key, bodyOf(entry)),
      onSent,
      shelf,
      prefix: outboxOf(me),
    })
    this.attachments = files.attachments
    this.uploads = files.uploads
    this.uploads.onSent = onSent
  }

  /** Sends what is in the composer. With files the text goes with the first of them, if that can carry it. */
  send(key: ChatKey, text: string, parentId?: string): void {
    const files = this.attachments.take(key)
    const isApart = Boolean(parentId) || text.length > LONGEST_WITH_FILE
    if (text && (files.length === 0 || isApart)) this.outbox.add(key, text, parentId)
    if (files.length > 0) this.uploads.add(key, isApart ? '' : text, files)
  }

  /** Another tab wrote something, or sent it. */
  followShelf(name: string, text: string | null): void {
    this.drafts.followShelf(name, text)
    this.replies.followShelf(name, text)
    if (text === null) this.outbox.leftShelf(name)
  }

  setOnline(isOnline: boolean): void {
    this.outbox.setOnline(isOnline)
    this.uploads.setOnline(isOnline)
  }

  /** The chat goes off screen. Texts wait for the next one on the shelf; files cannot, and go on. */
  rest(): void {
    this.outbox.setOnline(false)
  }

  /** The server has it. Gives back what it was here. */
  confirm(clientId: string): Pending | undefined {
    return this.outbox.confirm(clientId) ?? this.uploads.confirm(clientId)
  }

  /** All that is on its way to a chat, in the order in which it was written. */
  pending(key: ChatKey): Pending[] {
    return [...this.outbox.of(key), ...this.uploads.of(key)].sort((a, b) => a.written_at - b.written_at)
  }

  /** Gives what is on its way another text. False when it is not, or not any more. */
  amend(clientId: string, text: string): boolean {
    return this.outbox.amend(clientId, text) || this.uploads.amend(clientId, text)
  }
}

function bodyOf({ text, client_id, parent_id }: OutboxEntry): MessageIn {
  const body = { message: text, client_id }
  return parent_id ? { ...body, parent_id } : body
}
