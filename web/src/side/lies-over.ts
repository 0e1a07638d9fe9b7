import { createContext, useContext } from 'react'

/** What closes the panel where it lies over the conversation; nothing to close where it stands beside it. */
export const CloseOver = createContext<(() => void) | null>(null)

/** To be called when something of the panel leads into the conversation. */
export function useAfterJump(): () => void {
  const close = useContext(CloseOver)
  return () => close?.()
}
