import type { ChatKey } from '../messages/model'

/** What a key press means on the whole page. */
export type Command =
  | { do: 'switcher' }
  | { do: 'search'; isEverywhere: boolean }
  | { do: 'step'; by: 1 | -1; unreadOnly: boolean }
  | { do: 'region'; by: 1 | -1 }
  /** Back to writing; what is on screen counts as read. */
  | { do: 'composer' }
  | { do: 'shortcuts' }
  | { do: 'timeline' }

export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** All of them stand in `shortcuts-dialog.tsx`. `inField`: the focus is where one types. */
export function commandFor(press: Press, inField: boolean): Command | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press
  const mod = ctrlKey || metaKey
  if (mod && !altKey && key.toLowerCase() === 'k') return { do: 'switcher' }
  if (mod && !altKey && key.toLowerCase() === 'f') return { do: 'search', isEverywhere: shiftKey }
  if (mod && !altKey && key === '/') return { do: 'shortcuts' }
  if (altKey && !mod && (key === 'ArrowUp' || key === 'ArrowDown')) {
    return { do: 'step', by: key === 'ArrowDown' ? 1 : -1, unreadOnly: shiftKey }
  }
  if (key === 'F6' && !mod && !altKey) return { do: 'region', by: shiftKey ? -1 : 1 }
  if (mod || altKey) return null
  if (key === 'Escape') return { do: 'composer' }
  if (!inField && key === '?') return { do: 'shortcuts' }
  if (!inField && (key === 'j' || key === 'k')) return { do: 'timeline' }
  return null
}

/** The next chat of the list, round its end. */
export function nextChat(
  list: readonly { key: ChatKey; isUnread: boolean }[],
  from: ChatKey | null,
  by: 1 | -1,
  unreadOnly: boolean,
): ChatKey | null {
  const count = list.length
  const at = list.findIndex(({ key }) => key === from)
  const start = at < 0 ? (by > 0 ? -1 : count) : at
  for (let step = 1; step <= count; step += 1) {
    const next = list[(((start + by * step) % count) + count) % count]
    if (next && next.key !== from && (!unreadOnly || next.isUnread)) return next.key
  }
  return null
}
