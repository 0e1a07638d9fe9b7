import { useEffect, useState } from 'react'

/**
 * Holds back links and closing of the tab while `active`. `wanted` is the address somebody clicked;
 * `stay` forgets it.
 */
export function useLeaveGuard(active: boolean): { wanted: string | null; stay: () => void } {
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    if (!active) return
    const holdClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank') return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
      event.preventDefault()
      event.stopPropagation()
      setWanted(link.href)
    }
    const holdUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    document.addEventListener('click', holdClick, true)
    window.addEventListener('beforeunload', holdUnload)
    return () => {
      document.removeEventListener('click', holdClick, true)
      window.removeEventListener('beforeunload', holdUnload)
    }
  }, [active])
  return { wanted, stay: () => setWanted(null) }
}
