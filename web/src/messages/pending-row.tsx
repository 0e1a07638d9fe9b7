import { CircleAlert, Clock } from 'lucide-react'
import { memo } from 'react'
import { useChat, usePerson } from '../chat/context'
import { Avatar, cx, Icon } from '../ui'
import styles from './message.module.css'
import { By } from './message-row'
import type { OutboxEntry } from './outbox'
import { RichText } from './rich-text'

interface Props {
  entry: OutboxEntry
  date: Date
  isFirst: boolean
  onEdit: (entry: OutboxEntry) => void
}

/** A message of one's own that is not sent yet: on its way, waiting, or failed with what can be done. */
export const PendingRow = memo(function PendingRow({ entry, date, isFirst, onEdit }: Props) {
  const chat = useChat()
  const photo = usePerson(chat.me.id)?.photo_url
  return (
    <article
      className={cx(styles.msg, styles.unsent, isFirst && styles.first)}
      tabIndex={-1}
      data-key={entry.client_id}
    >
      {isFirst && <Avatar id={chat.me.id} name={chat.me.name} photo={photo} className={styles.face} />}
      {isFirst && <By author={chat.me} date={date} />}
      <div className={styles.body}>
        <RichText text={entry.text} author={chat.me.name} />
      </div>
      {entry.state === 'waiting' && (
        <div className={styles.waiting}>
          <Icon of={Clock} size="sm" />
          Waiting for the connection
        </div>
      )}
      {entry.state === 'failed' && (
        <div className={styles.failed} role="alert">
          <Icon of={CircleAlert} size="sm" />
          <span>Not sent: {entry.reason}</span>
          <button type="button" onClick={() => chat.outbox.tryAgain(entry.client_id)}>
            Try again
          </button>
          <button type="button" onClick={() => onEdit(entry)}>
            Edit
          </button>
          <button type="button" onClick={() => chat.outbox.discard(entry.client_id)}>
            Discard
          </button>
        </div>
      )}
    </article>
  )
})
