import { useEffect, useState } from 'react'
import { useChat } from '../chat/context'
import { htmlToText } from './html'
import { type ChatKey, type ChatMessage, isFor } from './model'

/** Tells screen readers politely: messages addressed to one in full, others as a count. */
export function Announcer({ chatKey }: { chatKey: ChatKey }) {
  const chat = useChat()
  const [said, say] = useState('')
  useEffect(() => {
    let last = chat.chat(chatKey).timeline.newest?.position ?? null
    let waiting: ChatMessage[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      say(summary(waiting, chat.me.id))
      waiting = []
    }
    const stop = chat.chat(chatKey).timeline.store.subscribe(({ messages }) => {
      const after = last
      last = messages.at(-1)?.position ?? null
      if (after === null) return
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
      {said}
    </div>
  )
}

function summary(messages: ChatMessage[], me: number): string {
  const mine = messages.filter((message) => isFor(message, me))
  const others = messages.length - mine.length
  const texts = mine.map((message) => `${message.from?.name ?? message.sender}: ${textOf(message)}`)
  if (others > 0) texts.push(others === 1 ? '1 new message' : `${others} new messages`)
  return texts.join('. ')
}

function textOf(message: ChatMessage): string {
  return message.format === 'html' ? htmlToText(message.body ?? '') : (message.body ?? '')
}
