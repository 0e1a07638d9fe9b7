import { cleanHtml, htmlToText } from './html'
import { linesOf } from './inert-html'
import type { ChatMessage } from './model'

/** What a message says as plain text; of a file without words its name. */
export function said(message: ChatMessage): string {
  const text = message.format === 'html' ? htmlToText(message.body ?? '') : (message.body ?? '')
  return text || (message.file?.name ?? '')
}

/** The same with its lines, to be put somewhere else. */
export function linesSaid(message: ChatMessage): string {
  return message.format === 'html' ? linesOf(cleanHtml(message.body ?? '')) || said(message) : said(message)
}
