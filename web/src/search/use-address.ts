import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { searchPath } from '../chat/paths'
import { TABS, type Tab } from './model'

const PAUSE_MS = 220

/**
 * The query as it is typed, and as it is searched: that stands in the address a moment later, so that «back» from a
 * message finds the results again.
 */
export function useAddress() {
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch())
  const query = asked.get('q') ?? ''
  const tab = TABS.find((one) => one === asked.get('tab')) ?? 'messages'
  const [text, setText] = useState(query)
  const said = useRef(query)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // Another search was asked for from outside: a key, a link, «back».
    if (query !== said.current) {
      clearTimeout(timer.current)
      setText(query)
    }
    said.current = query
  }, [query])
  useEffect(() => () => clearTimeout(timer.current), [])
  const show = useCallback(
    (next: string, nextTab: Tab) => {
      clearTimeout(timer.current)
      said.current = next.trim()
      navigate(searchPath(next.trim(), nextTab), { replace: true })
    },
    [navigate],
  )
  const type = useCallback(
    (next: string) => {
      setText(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => show(next, tab), PAUSE_MS)
    },
    [show, tab],
  )
  const set = useCallback(
    (next: string, nextTab: Tab = tab) => {
      setText(next)
      show(next, nextTab)
    },
    [show, tab],
  )
  return { text, query, tab, type, set }
}
