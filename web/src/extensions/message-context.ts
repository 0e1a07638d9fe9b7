import { get } from '../api/client'
import type { ChatFile, ChatMessage } from '../api/types'
import { htmlToText } from '../messages/html'
import { isFields } from './model'

/** A message as pages of add-ons know it, and what conditions need besides. */
export interface MessageContext extends MessageOut {
  hasCard: boolean
  cardStyle: unknown
}

export interface MessageOut {
  body: string
  sender: { id: number | null; name: string; mention?: string } | null
  mid: string
  type: string
  metadata: Record<string, unknown> | null
  card?: { title: unknown; description: unknown; url: unknown }
  media?: Record<string, unknown> & { type: string }
}

export function messageContext(message: ChatMessage): MessageContext {
  const { card, from } = message
  const body = message.body ?? ''
  const out: MessageContext = {
    body: message.format === 'html' ? htmlToText(body) : body,
    sender: from
      ? { id: from.id, name: from.name, mention: from.mention_name }
      : { id: null, name: message.sender ?? '' },
    mid: message.id,
    type: message.type,
    metadata: metadataOf(message),
    hasCard: Boolean(card),
    cardStyle: card?.style,
  }
  if (card) out.card = { title: card.title, description: descriptionOf(card), url: card.url }
  const media = message.file ? mediaOfFile(message.file) : mediaOfLink(message)
  if (media) out.media = media
  return out
}

/** What crosses to the page of an add-on. A file's address is one that works without our session, for a while. */
export async function messageOut(message: ChatMessage, roomId: number): Promise<MessageOut> {
  const { hasCard: _, cardStyle: __, ...out } = messageContext(message)
  if (!message.file || !out.media) return out
  const signed = await signedFile(roomId, message.id)
  if (signed) out.media = { ...out.media, ...signed }
  return out
}

function metadataOf({ card, addon }: ChatMessage): Record<string, unknown> | null {
  const given = isFields(card?.metadata) ? card.metadata : null
  return addon ? { ...given, sender_addon_key: addon.key } : given
}

function descriptionOf(card: Record<string, unknown>): unknown {
  return isFields(card.description) ? card.description.value : card.description
}

function mediaOfFile({ name, size, type, url, thumb_url }: ChatFile): MessageOut['media'] {
  const [kind = 'file'] = type.split('/')
  return {
    type: ['image', 'video', 'audio', 'text'].includes(kind) ? kind : 'file',
    name,
    size,
    url: absolute(url),
    ...(thumb_url ? { thumb_url: absolute(thumb_url) } : {}),
  }
}

function mediaOfLink(message: ChatMessage): MessageOut['media'] {
  const link = message.links?.[0]
  return link && { type: link.type, url: link.url }
}

async function signedFile(roomId: number, id: string) {
  try {
    const found = await get<{ message?: { file?: { url?: string; thumb_url?: string } } }>(
      `/v2/room/${roomId}/history/${encodeURIComponent(id)}`,
    )
    const file = found.message?.file
    if (!file?.url) return null
    return { url: absolute(file.url), ...(file.thumb_url ? { thumb_url: absolute(file.thumb_url) } : {}) }
  } catch {
    return null
  }
}

export function absolute(path: string): string {
  return new URL(path, window.location.origin).href
}
