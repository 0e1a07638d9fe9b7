import { type RefObject, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useBackToList } from './back-to-list'
import { useChat } from './context'
import { lastShown } from './last-shown'
import { pathOf } from './paths'
import { useIsPhone } from './use-is-phone'

/** On the phone: from the edge back to the list, and from there to the chat one came from. */
export function useSwipes(app: RefObject<HTMLElement | null>, pane: 'chat' | 'list'): void {
  const chat = useChat()
  const isPhone = useIsPhone()
  const [, navigate] = useLocation()
  const goBack = useBackToList()
  const latest = useRef(pane)
  latest.current = pane
  useEffect(() => {
    const frame = app.current
    if (!isPhone || !frame) return
    let stop = () => {}
    let isGone = false
    const forward = () => {
      const key = lastShown(chat.me.id)
      if (key && chat.place(key)) navigate(pathOf(key), { state: { fromList: true } })
    }
    const swipes = () => ({
      sheet: () => frame.querySelector<HTMLElement>('[data-side]'),
      onBack: latest.current === 'chat' ? goBack : null,
      onForward: latest.current === 'list' ? forward : null,
    })
    import('./edge-swipe').then(
      ({ watchSwipes }) => {
        if (!isGone) stop = watchSwipes(frame, swipes)
      },
      () => {},
    )
    return () => {
      isGone = true
      stop()
    }
  }, [app, isPhone, chat, navigate, goBack])
}
