import { memo } from 'react'
import { useChat, usePerson } from '../chat/context'
import { FileLater } from '../files/later'
import { t } from '../i18n'
import { useDeeds } from '../messages/deeds'
import type { Author, ChatMessage } from '../messages/model'
import type { OutboxEntry } from '../messages/outbox'
import { RichText } from '../messages/rich-text'
import { fullTime, shortTime } from '../messages/time'
import { Reactions } from '../reactions/reactions'
import { Avatar } from '../ui'
import styles from './threads.module.css'

/** One reply in its thread; its time leads to its place in the timeline. */
export const ReplyRow = memo(function ReplyRow({ reply }: { reply: ChatMessage }) {
  const { viewer } = useChat()
  const deeds = useDeeds()
  const date = new Date(reply.date)
  return (
    <li className={styles.reply}>
      <Face author={reply.from} />
      <div className={styles.by}>
        <b translate="no">{reply.from?.name ?? t('Somebody who left')}</b>
        <button
          type="button"
          className={styles.time}
          title={`${fullTime(date)} · ${t('Show in the timeline')}`}
          onClick={() => deeds.goTo(reply.id)}
        >
          <time dateTime={reply.date}>{shortTime(date)}</time>
        </button>
        {reply.edited && <span className={styles.quiet}>{t('(edited)')}</span>}
      </div>
      {reply.body && <RichText text={reply.body} />}
      {reply.file && <FileLater file={reply.file} onShow={() => viewer.setState({ id: reply.id })} />}
      <Reactions message={reply} />
    </li>
  )
})

/** One's own reply that is on its way; what went wrong with it is said in the timeline. */
export function PendingReply({ entry }: { entry: OutboxEntry }) {
  const { me } = useChat()
  return (
    <li className={styles.reply} data-unsent="true">
      <Face author={me} />
      <div className={styles.by}>
        <b translate="no">{me.name}</b>
        <span className={styles.quiet}>
          {entry.state === 'failed' ? t('Not sent: {reason}', { reason: entry.reason ?? '' }) : t('Sending')}
        </span>
      </div>
      <RichText text={entry.text} />
    </li>
  )
}

function Face({ author }: { author: Pick<Author, 'id' | 'name'> | null | undefined }) {
  const photo = usePerson(author?.id ?? 0)?.photo_url
  return (
    <Avatar id={author?.id ?? 0} name={author?.name ?? '?'} photo={photo} size={24} className={styles.face} />
  )
}
