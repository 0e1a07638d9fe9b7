import { useState } from 'react'
import { browserShelf } from '../chat/shelf'
import { msg } from '../i18n'

export type Tab = 'people' | 'files' | 'links' | 'pinned'

export const TAB_NAMES = {
  people: msg('People'),
  files: msg('Files'),
  links: msg('Links'),
  pinned: msg('Pinned'),
} as const

const NAME = 'chinwag.panel.tab'

function isTab(name: string | null): name is Tab {
  return name !== null && name in TAB_NAMES
}

/** The tab that was open last on this machine, in whichever chat. */
export function useTab(): [Tab, (tab: Tab) => void] {
  const [tab, setTab] = useState<Tab>(() => {
    const kept = browserShelf.getItem(NAME)
    return isTab(kept) ? kept : 'people'
  })
  function choose(next: Tab): void {
    setTab(next)
    try {
      browserShelf.setItem(NAME, next)
    } catch {
      // Not kept: it holds until the page is left.
    }
  }
  return [tab, choose]
}
