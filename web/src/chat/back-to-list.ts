import { useCallback } from 'react'
import { useLocation } from 'wouter'

/** Whether this page was come to from the list, so that going back leads there. */
function isFromList(): boolean {
  const state: unknown = window.history.state
  return typeof state === 'object' && state !== null && 'fromList' in state
}

/** On the phone, from a chat to the list: as the browser's own back, where that leads there. */
export function useBackToList(): () => void {
  const [, navigate] = useLocation()
  return useCallback(() => {
    if (isFromList()) window.history.back()
    else navigate('/', { replace: true })
  }, [navigate])
}
