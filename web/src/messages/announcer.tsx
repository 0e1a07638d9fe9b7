import { useEffect, useState } from 'react'
import { useChat } from '../chat/context'
import { plural } from '../i18n'
import { type ChatKey, type ChatMessage, isFor } from './model'
import { said } from './said'

/** Tells screen readers politely: messages addressed to one in full, others as a count. */
export function Announcer({ chatKey }: { chatKey: ChatKey }) {
  const chat = useChat()
  const [news, say] = useState({ text: '', turn: 0 })
  useEffect(() => {
    let last = chat.chat(chatKey).timeline.newest?.position ?? null
    let waiting: ChatMessage[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
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
      clearTimeout(timer)
      timer = setTimeout(tell, 1000)
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
  const mine = messages.filter((message) => isFor(message, me))
  const others = messages.length - mine.length
  const texts = mine.map((message) => `${message.from?.name ?? message.sender}: ${said(message)}`)
  if (others > 0) texts.push(plural(others, { one: '{n} new message', other: '{n} new messages' }))
  return texts.join('. ')
}
