import { useEffect } from 'react'
import { useChat } from '../chat/context'
import { keyAt, messageAt } from '../chat/paths'
import type { ChatKey } from './model'

/** wouter tells of each change of the address, also to the same one: whoever follows a link twice is led there twice. */
const CHANGES = ['popstate', 'pushState', 'replaceState']

/** Leads to the message that the address asks for. */
export function useAskedMessage(chatKey: ChatKey): void {
  const chat = useChat()
  useEffect(() => {
    const look = () => {
      const { pathname, search } = window.location
      const id = messageAt(search)
      if (id && keyAt(pathname) === chatKey) void chat.goTo(chatKey, id)
    }
    look()
    for (const change of CHANGES) window.addEventListener(change, look)
    return () => {
      for (const change of CHANGES) window.removeEventListener(change, look)
    }
  }, [chat, chatKey])
}
