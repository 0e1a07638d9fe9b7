import { useRef } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import type { ChatMessage } from '../messages/model'
import { pendingKey, rowKey } from '../messages/row-key'
import { Button, Callout } from '../ui'
import { PendingReply, ReplyRow } from './reply-row'
import styles from './threads.module.css'
import { WriteReply } from './write-reply'

/** The replies to a message, in their place under it, and a field to add one. */
export default function ThreadView({ head }: { head: ChatMessage }) {
  const { threads, writing, rooms, view, me } = useChat()
  const list = useRef<HTMLOListElement>(null)
  const thread = useStore(threads.store, ({ open }) => open.get(head.id))
  const entries = useStore(writing.outbox.store, (store) => store.entries)
  const canPost = useStore(rooms.store, () => {
    const { key } = view.getState()
    return !key?.startsWith('room/') || Boolean(rooms.get(Number(key.slice(5)))?.can_post)
  })
  if (!thread) return null
  const sent = new Set(thread.replies.map(rowKey))
  const pending = entries.filter(
    (entry) => entry.parent_id === head.id && !sent.has(pendingKey(me.id, entry.client_id)),
  )
  return (
    <section className={styles.thread} aria-label={t('Replies')} aria-busy={thread.isLoading}>
      {thread.error && (
        <Callout kind="red" alert>
          {thread.error}
        </Callout>
      )}
      {(thread.hasEarlier || thread.error) && (
        <Button size="sm" look="plain" onClick={() => void threads.load(head.id)}>
          {thread.error ? t('Try again') : t('Show earlier replies')}
        </Button>
      )}
      <ol ref={list} className={styles.replies}>
        {thread.replies.map((reply) => (
          <ReplyRow key={rowKey(reply)} reply={reply} />
        ))}
        {pending.map((entry) => (
          <PendingReply key={pendingKey(me.id, entry.client_id)} entry={entry} />
        ))}
      </ol>
      {canPost && (
        <WriteReply
          chatKey={thread.key}
          head={head}
          draft={thread.draft}
          isFirst={thread.isLoaded && thread.replies.length === 0}
        />
      )}
    </section>
  )
}
