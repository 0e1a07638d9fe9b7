import type { ChatState } from '../chat/chat-state'
import { wordsOf } from '../messages/inert-html'
import { type ChatKey, type ChatMessage, idOf, isRoom } from '../messages/model'
import type { Person, Said } from './attention'

const EVERYONE = /(?:^|[^\p{L}\p{N}_@/])@(all|here)(?![\p{L}\p{N}_])/giu

/** A message, as the rule of attention asks for it. */
export function saidIn(key: ChatKey, message: ChatMessage, me: number): Said {
  const isHtml = message.format === 'html'
  const body = message.body ?? ''
  return {
    text: isHtml ? wordsOf(body) : body,
    type: message.type,
    isPrivate: !isRoom(key),
    isOwn: message.from?.id === me,
    notify: Boolean(message.notify),
    namesMe: Boolean(message.mentions?.includes(me)),
    everyone: isHtml ? null : everyoneIn(body),
  }
}

function everyoneIn(text: string): 'all' | 'here' | null {
  if (!text.includes('@') || text.startsWith('/code')) return null
  const called = [...text.matchAll(EVERYONE)].map(([, word]) => word?.toLowerCase())
  return called.includes('all') ? 'all' : called.includes('here') ? 'here' : null
}

/** This person, as the rule asks for them. */
export function personIn(chat: ChatState, key: ChatKey, chatId: number, isWatching: boolean): Person {
  const { level, keywords, quiet_hours, snoozed_until } = chat.preferences.all
  const { show } = chat.presence.store.getState()
  return {
    level,
    chatLevel: chat.preferences.ofChat(chatId).level,
    keywords,
    quietHours: quiet_hours,
    snoozedUntil: snoozed_until,
    timezone: chat.me.timezone,
    isDnd: show === 'dnd',
    isHere: isRoom(key) && chat.entered.has(idOf(key)) && show === 'chat' && !chat.presence.isIdle,
    isWatching,
  }
}
