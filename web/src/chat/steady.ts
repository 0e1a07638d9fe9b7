import { useRef } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'

/** What changes with each message of a chat; nothing of it says who or what the chat is. */
const COUNTED: ReadonlySet<string> = new Set(['last_position', 'last_active', 'read_position', 'mentions'])

/**
 * The entry of a chat, the same object while messages only come and are read: a busy chat does not draw everything that
 * says its name with each message. What is counted in it may be behind.
 */
export function useSteady<S, T extends object>(
  store: StoreApi<S>,
  find: (state: S) => T | undefined,
): T | undefined {
  const last = useRef<T>(undefined)
  return useStore(store, (state) => {
    const now = find(state)
    if (now !== last.current && !(now && last.current && isSame(now, last.current))) last.current = now
    return last.current
  })
}

/** Whether two entries say the same but for what is counted. */
export function isSame<T extends object>(one: T, other: T): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof T & string>
  for (const name of names) if (!COUNTED.has(name) && !Object.is(one[name], other[name])) return false
  return true
}
