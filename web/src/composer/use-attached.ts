import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import type { ChatKey } from '../messages/model'
import type { Attached } from '../uploads/attachments'

const NONE: readonly Attached[] = []

export function useAttached(key: ChatKey): readonly Attached[] {
  return useStore(useChat().writing.attachments.store, ({ of }) => of.get(key)) ?? NONE
}

/** Whether there is something to show above the text: files, or why some were not taken. */
export function useHasAttached(key: ChatKey): boolean {
  return useStore(useChat().writing.attachments.store, ({ of, problem }) => of.has(key) || problem.has(key))
}
