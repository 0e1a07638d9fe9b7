import { type Ref, useMemo } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button, Callout, useSlow } from '../ui'
import { laterPart } from '../ui/later'
import type { ChatKey, ChatMessage } from './model'
import type { OpenChat } from './open-chat'
import { layOut, type Pending } from './rows'
import styles from './timeline.module.css'
import { TimelineBones } from './timeline-bones'
import { useEachFrame } from './use-each-frame'
import { type TimelineHandle, VirtualTimeline } from './virtual-timeline'

const EmptyChat = laterPart(() => import('./empty-chat'))

interface Props {
  chatKey: ChatKey
  name: string
  onReply: (message: ChatMessage) => void
  onEdit: (entry: Pending) => void
  handle: Ref<TimelineHandle>
}

/** The messages of one chat, or what there is instead of them. */
export function TimelineView({ chatKey, name, onReply, onEdit, handle }: Props) {
  const chat = useChat()
  const open = chat.chat(chatKey)
  const drawn = useEachFrame(open.timeline.store)
  const { messages, reachesStart, isLoaded, stretch } = drawn
  const entries = useStore(chat.writing.outbox.store, (outbox) => outbox.entries)
  const uploads = useStore(chat.writing.uploads.store, (store) => store.entries)
  const { after } = useStore(chat.newLine.store)
  const rows = useMemo(
    () =>
      layOut({
        messages,
        reachesStart,
        pending: [...entries, ...uploads]
          .filter((entry) => entry.key === chatKey)
          .sort((a, b) => a.written_at - b.written_at),
        newAfter: after,
        me: chat.me.id,
      }),
    [messages, reachesStart, entries, uploads, after, chatKey, chat],
  )
  if (!isLoaded) return <Loading open={open} />
  if (rows.length === 0) return <EmptyChat chatKey={chatKey} />
  return (
    <VirtualTimeline
      // Other messages altogether: the place is found anew.
      key={stretch}
      open={open}
      name={name}
      drawn={drawn}
      rows={rows}
      onReply={onReply}
      onEdit={onEdit}
      ref={handle}
    />
  )
}

function Loading({ open }: { open: OpenChat }) {
  const { error } = useStore(open.history.store)
  const slow = useSlow()
  if (error) {
    return (
      <div className={styles.trouble}>
        <Callout kind="red" alert>
          {error}
        </Callout>
        <Button onClick={() => void open.history.open()}>{t('Try again')}</Button>
      </div>
    )
  }
  return slow ? <TimelineBones /> : <div className={styles.wrap} />
}
