import type { Deeds } from './deeds'
import type { ChatMessage } from './model'
import { rowKey } from './row-key'

/** Does what a key means for the message that has the focus. False: the key is not one of these. */
export function takeMessageKey(key: string, message: ChatMessage, deeds: Deeds): boolean {
  const isSaid = message.type === 'message'
  const isNote = message.type === 'notification'
  if (key === 'l') void deeds.copyLink(message)
  else if (key === 'u') deeds.unread(message)
  else if (key === 'c' && message.body) void deeds.copy(message)
  else if (message.deleted && key !== 'Enter') return false
  else if (key === 'r' && isSaid) deeds.reply(message)
  else if (key === 'e' && deeds.canEdit(message)) deeds.edit(message)
  else if (key === 'Delete' && deeds.canDelete(message)) deeds.remove(message)
  else if (key === '+' && (isSaid || isNote) && deeds.canMark) deeds.ask(rowKey(message), 'picker')
  else if (key === 'Enter' && (message.replies || isSaid)) deeds.toggleThread(message)
  else return false
  return true
}
