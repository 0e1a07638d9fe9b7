import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { EmoticonEntry } from '../api/types'

/** The group's own emoticons, by shortcut; the same for the whole page. */
export const customEmoticons = createStore<{ byName: ReadonlyMap<string, EmoticonEntry> }>(() => ({
  byName: new Map(),
}))

export function setCustomEmoticons(all: readonly EmoticonEntry[]): void {
  const own = all.filter((emoticon) => emoticon.is_custom)
  customEmoticons.setState({ byName: new Map(own.map((emoticon) => [emoticon.shortcut, emoticon])) })
}

/** Draws again when the group's emoticons change. */
export function useCustomEmoticons(): ReadonlyMap<string, EmoticonEntry> {
  return useStore(customEmoticons, ({ byName }) => byName)
}
