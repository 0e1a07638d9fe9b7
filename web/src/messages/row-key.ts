// not translated in this file: keys of rows
import type { ChatMessage } from './model'

/**
 * The name of a message's row. Each row has another: people choose `client_id` themselves, so two of them may choose the same, or
 * the id of a message.
 */
export function rowKey({ id, from, client_id }: Pick<ChatMessage, 'id' | 'from' | 'client_id'>): string {
  return client_id && from ? pendingKey(from.id, client_id) : id
}

/** The same for what is on its way: it stays one row when it is sent. */
export function pendingKey(me: number, clientId: string): string {
  return `by-${me}-${clientId}`
}
