import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import type { ChatMessage } from '../messages/model'
import { laterPart } from '../ui/later'
import { wished } from './marks'

export const LOAD_FOOT = () => import('./message-foot')

const MessageFoot = laterPart(LOAD_FOOT)

/** What hangs on a message, once there is something; fetched with the first that has anything. */
export function FootLater({ message }: { message: ChatMessage }) {
  const { me, marks, threads } = useChat()
  const wishes = useStore(marks.store, (store) => store.wishes.get(message.id))
  const isThreadOpen = useStore(threads.store, ({ open }) => open.has(message.id))
  const seen = wished(message, wishes, me.id)
  const height = footHeight(seen)
  if (height === 0 && !isThreadOpen) return null
  return <MessageFoot message={seen} isThreadOpen={isThreadOpen} instead={<div style={{ height }} />} />
}

const PINNED = 18
const PILLS = 26
const THREAD = 28
const GAP = 5

/** What it takes in the timeline, known before it is drawn, so that nothing moves. */
export function footHeight({ pinned, reactions, replies }: ChatMessage): number {
  const parts = [pinned && PINNED, reactions?.length && PILLS, replies?.count && THREAD]
  return parts.reduce<number>((sum, part) => (part ? sum + part + GAP : sum), 0)
}
