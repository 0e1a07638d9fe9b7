import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import type { ChatKey, ChatMessage } from '../messages/model'

/** Calls when a message of that kind came into the chat, or went. */
export function useNews(key: ChatKey, isOne: (message: ChatMessage) => boolean, onNews: () => unknown): void {
  const chat = useChat()
  const count = useStore(
    chat.chat(key).timeline.store,
    ({ messages, reachesEnd }) => `${messages.filter(isOne).length} ${reachesEnd}`,
  )
  const counted = useRef(count)
  const latest = useRef(onNews)
  latest.current = onNews
  useEffect(() => {
    if (counted.current !== count) latest.current()
    counted.current = count
  }, [count])
}
