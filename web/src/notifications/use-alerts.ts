import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useChat } from '../chat/context'

const AFTER_MS = 600

/** Calls for attention while the chat is open. What does it is fetched once the first screen stands. */
export function useAlerts(): void {
  const chat = useChat()
  const [, navigate] = useLocation()
  useEffect(() => {
    let end: (() => void) | null = null
    let isOver = false
    const timer = setTimeout(async () => {
      try {
        const { startAlerts } = await import('./start')
        if (!isOver) end = startAlerts(chat, navigate)
      } catch {
        // Without a connection: nothing comes that could call.
      }
    }, AFTER_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
      end?.()
    }
  }, [chat, navigate])
}
