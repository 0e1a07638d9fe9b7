import { useEffect, useState } from 'react'
import type { PanelSwitch } from '../rooms/room-header'
import { browserShelf } from './shelf'
import { useMedia } from './use-is-phone'

const NAME = 'chinwag.panel'

/**
 * Whether the side panel is open. On a wide desk it is remembered; elsewhere it starts closed, and lies over the timeline
 * where there is no room beside it.
 */
export function useSidePanel(): PanelSwitch {
  const isWide = useMedia('(min-width: 1181px)')
  const hasRoom = useMedia('(min-width: 961px)')
  const [wide, setWide] = useState(() => browserShelf.getItem(NAME) !== 'closed')
  const [narrow, setNarrow] = useState(false)
  useEffect(() => {
    if (!narrow || hasRoom) return
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      setNarrow(false)
    }
    window.addEventListener('keydown', close, { capture: true })
    return () => window.removeEventListener('keydown', close, { capture: true })
  }, [narrow, hasRoom])
  function toggleWide() {
    setWide(!wide)
    try {
      browserShelf.setItem(NAME, wide ? 'closed' : 'open')
    } catch {
      // Not kept.
    }
  }
  return isWide
    ? { isOpen: wide, liesOver: false, toggle: toggleWide }
    : { isOpen: narrow, liesOver: !hasRoom, toggle: () => setNarrow(!narrow) }
}
