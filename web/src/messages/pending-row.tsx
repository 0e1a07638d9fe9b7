import { CircleAlert, Clock } from 'lucide-react'
import { memo } from 'react'
import { useStore } from 'zustand'
import { useChat, usePerson } from '../chat/context'
import { UploadLater } from '../files/later'
import { t } from '../i18n'
import { Avatar, cx, Icon } from '../ui'
import { Editable } from './editable'
import styles from './message.module.css'
import { By, Deed } from './message-row'
import { RichText } from './rich-text'
import { pendingKey } from './row-key'
import { rowName } from './row-name'
import type { Pending } from './rows'
import { isDeed } from './text'
import unsent from './unsent.module.css'

interface Props {
  entry: Pending
  date: Date
  isFirst: boolean
  onEdit: (entry: Pending) => void
}

/** A message of one's own that is not sent yet: on its way, waiting, or failed with what can be done. */
export const PendingRow = memo(function PendingRow({ entry, date, isFirst, onEdit }: Props) {
  const chat = useChat()
  const box = chat.writing['attached' in entry ? 'uploads' : 'outbox']
  const photo = usePerson(chat.me.id)?.photo_url
  const isEdited = useStore(chat.changes.store, ({ editing }) => editing?.id === entry.client_id)
  const isOne = isDeed(entry.text)
  const rowId = pendingKey(chat.me.id, entry.client_id)
  const { named, saidIn } = rowName(rowId, chat.me.name, date, isOne)
  return (
    <article
      {...named}
      className={cx(styles.msg, isOne ? styles.deed : isFirst && styles.first)}
      tabIndex={-1}
      data-key={rowId}
    >
      {isFirst && (
        <Avatar
          id={chat.me.id}
          name={chat.me.name}
          photo={photo}
          size={isOne ? 20 : undefined}
          className={styles.face}
        />
      )}
      {isFirst && !isOne && <By author={chat.me} date={date} />}
      <div id={saidIn} className={cx(styles.body, unsent.text)}>
        <Editable isEdited={isEdited}>
          {isOne ? (
            <Deed text={entry.text} author={chat.me} date={date} />
          ) : (
            entry.text && <RichText text={entry.text} />
          )}
        </Editable>
        {'attached' in entry && <UploadLater entry={entry} onCancel={() => onEdit(entry)} />}
      </div>
      {entry.state === 'waiting' && (
        <div className={unsent.waiting}>
          <Icon of={Clock} size="sm" />
          {t('Waiting for the connection')}
        </div>
      )}
      {entry.state === 'failed' && (
        <div className={unsent.failed} role="alert">
          <Icon of={CircleAlert} size="sm" />
          <span>{t('Not sent: {reason}', { reason: entry.reason ?? '' })}</span>
          <button type="button" onClick={() => box.tryAgain(entry.client_id)}>
            {t('Try again')}
          </button>
          <button type="button" onClick={() => onEdit(entry)}>
            {t('Edit')}
          </button>
          <button type="button" onClick={() => void box.discard(entry.client_id)}>
            {t('Discard')}
          </button>
        </div>
      )}
    </article>
  )
})
