import type { ChatKey } from '../messages/model'
import { browserShelf } from './shelf'

const name = (me: number) => `chinwag.shown.${me}`

/** The chat this person had open last on this machine. */
export function lastShown(me: number): ChatKey | null {
  const key = browserShelf.getItem(name(me))
  return key && /^(room|user)\/\d+$/.test(key) ? (key as ChatKey) : null
}

export function keepShown(me: number, key: ChatKey): void {
  try {
    browserShelf.setItem(name(me), key)
  } catch {
    // Not kept: «/» then leads to the first room.
  }
}
