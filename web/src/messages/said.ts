import { htmlToText } from './html'
import type { ChatMessage } from './model'

/** What a message says as plain text; of a file without words its name. */
export function said(message: ChatMessage): string {
  const text = message.format === 'html' ? htmlToText(message.body ?? '') : (message.body ?? '')
  return text || (message.file?.name ?? '')
}
