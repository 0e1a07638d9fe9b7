import type { ChatKey } from '../messages/model'
import { browserShelf } from './shelf'

const MOST = 30

const name = (me: number) => `chinwag.shown.${me}`

/** The chats this person had open on this machine, the last one first. */
export function shownBefore(me: number): ChatKey[] {
  const keys = (browserShelf.getItem(name(me)) ?? '').split(' ')
  return keys.filter((key): key is ChatKey => /^(room|user)\/\d{1,15}$/.test(key))
}

/** The chat this person had open last on this machine. */
export function lastShown(me: number): ChatKey | null {
  return shownBefore(me)[0] ?? null
}

export function keepShown(me: number, key: ChatKey): void {
  const others = shownBefore(me).filter((one) => one !== key)
  try {
    browserShelf.setItem(name(me), [key, ...others].slice(0, MOST).join(' '))
  } catch {
    // Not kept: «/» then leads to the liveliest room.
  }
}
