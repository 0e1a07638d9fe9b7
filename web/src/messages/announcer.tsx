import { useEffect, useState } from 'react'
import { useChat } from '../chat/context'
import { plural, t } from '../i18n'
import { type ChatKey, type ChatMessage, isFor } from './model'
import { said } from './said'

/** Long enough to hear several that came together as one sentence. */
const GATHERED_MS = 1000
const LONGEST = 300

/** Tells screen readers politely: a message that comes alone or speaks to one in full, the rest as a count. */
export function Announcer({ chatKey }: { chatKey: ChatKey }) {
  const chat = useChat()
  const [news, say] = useState({ text: '', turn: 0 })
  useEffect(() => {
    let last = chat.chat(chatKey).timeline.newest?.position ?? null
    let waiting: ChatMessage[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      const text = summary(waiting, chat.me.id)
      say(({ turn }) => ({ text, turn: turn + 1 }))
      waiting = []
    }
    const stop = chat.chat(chatKey).timeline.store.subscribe(({ messages }, before) => {
      const after = last
      last = messages.at(-1)?.position ?? null
      // What is fetched on the way back to the end is no news.
      if (after === null || !before.reachesEnd) return
      const fresh = messages.filter(({ position, from }) => position > after && from?.id !== chat.me.id)
      if (fresh.length === 0) return
      waiting.push(...fresh)
      // In a loud room there is never a pause: what is heard is told each second.
      timer ??= setTimeout(tell, GATHERED_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [chat, chatKey])
  return (
    <div className="hush" role="status">
      {/* Another element each time: the same words twice are said twice. */}
      <span key={news.turn}>{news.text}</span>
    </div>
  )
}

function summary(messages: ChatMessage[], me: number): string {
  const inFull = messages.length === 1 ? messages : messages.filter((message) => isFor(message, me))
  const others = messages.length - inFull.length
  const texts = inFull.map(spoken)
  if (others > 0) texts.push(plural(others, { one: '{n} new message', other: '{n} new messages' }))
  return texts.join('. ')
}

function spoken(message: ChatMessage): string {
  const text = said(message)
  const words = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  return `${message.from?.name ?? message.sender ?? t('An integration')}: ${words}`
}
