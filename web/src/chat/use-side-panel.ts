import { useEffect, useState } from 'react'
import type { PanelSwitch } from '../rooms/room-header'
import { browserShelf } from './shelf'
import { useMedia } from './use-is-phone'

const NAME = 'chinwag.panel'

/** Whether the side panel is open. On a wide desk it is remembered; elsewhere it lies over the timeline and starts closed. */
export function useSidePanel(): PanelSwitch {
  const isWide = useMedia('(min-width: 1181px)')
  const [wide, setWide] = useState(() => browserShelf.getItem(NAME) !== 'closed')
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!over || isWide) return
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      setOver(false)
    }
    window.addEventListener('keydown', close, { capture: true })
    return () => window.removeEventListener('keydown', close, { capture: true })
  }, [over, isWide])
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
    : { isOpen: over, liesOver: true, toggle: () => setOver(!over) }
}
