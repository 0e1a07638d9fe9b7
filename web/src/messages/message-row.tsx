import { memo, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { useChat, usePerson } from '../chat/context'
import { FileLater } from '../files/later'
import { t } from '../i18n'
import { PersonButton } from '../profile/person-button'
import { FootLater } from '../reactions/foot-later'
import { Avatar, cx, Lozenge } from '../ui'
import { laterPart } from '../ui/later'
import { useDeeds } from './deeds'
import { Editable } from './editable'
import styles from './message.module.css'
import { MessageTools } from './message-tools'
import type { Author, ChatMessage } from './model'
import { RichText } from './rich-text'
import { rowKey } from './row-key'
import { rowName } from './row-name'
import type { RowState } from './row-view'
import { isDeed } from './text'
import { clockTime, fullTime } from './time'

const FoundLinks = laterPart(() => import('./found-links'))

interface Props extends RowState {
  message: ChatMessage
  date: Date
  isFirst: boolean
  isForMe: boolean
}

/** A message that somebody typed. */
export const MessageRow = memo(function MessageRow(props: Props) {
  const { message, date, isFirst, isForMe, isActive, asked, isMarked } = props
  const { changes } = useChat()
  const deeds = useDeeds()
  const isEdited = useStore(changes.store, ({ editing }) => editing?.id === message.id)
  const parent = message.parent
  const isOne = !message.deleted && isDeed(message.body)
  const who = message.from?.name ?? t('Somebody who left')
  const { named, saidIn } = rowName(rowKey(message), who, date, isOne)
  return (
    <article
      {...named}
      aria-posinset={message.position}
      className={cx(
        styles.msg,
        isOne ? styles.deed : isFirst && styles.first,
        isForMe && styles.forMe,
        isActive && styles.active,
        isMarked && styles.marked,
        parent && styles.withReply,
      )}
      tabIndex={-1}
      data-key={rowKey(message)}
    >
      {isFirst ? (
        <Face author={message.from} isSmall={isOne} />
      ) : (
        <Time date={date} className={styles.stamp} />
      )}
      {parent && (
        <button type="button" className={styles.replyTo} onClick={() => deeds.goTo(parent.id)}>
          <span className="hush">{t('In reply to')}</span>
          <b translate="no">{parent.from?.name ?? t('An integration')}</b>
          <span className="cut" translate="no">
            {parent.excerpt || t('a message that was deleted')}
          </span>
        </button>
      )}
      {isFirst && !isOne && <By author={message.from} date={date} />}
      <div className={styles.body}>
        <div id={saidIn}>
          <Said message={message} isEdited={isEdited} deedAt={isOne ? date : null} />
        </div>
        <FootLater message={message} />
      </div>
      {isActive && !message.deleted && !isEdited && <MessageTools message={message} asked={asked} />}
    </article>
  )
})

interface SaidProps {
  message: ChatMessage
  isEdited: boolean
  /** When, if it says who did something. */
  deedAt: Date | null
}

function Said({ message, isEdited, deedAt }: SaidProps) {
  const { viewer } = useChat()
  if (message.deleted || message.body === null)
    return <p className={styles.gone}>{t('This message was deleted')}</p>
  const edited = message.edited && <Edited at={message.edited_at} />
  const text = message.body ? (
    deedAt ? (
      <Deed text={message.body} author={message.from} date={deedAt} after={edited} />
    ) : (
      <RichText text={message.body} after={edited} />
    )
  ) : (
    edited
  )
  return (
    <>
      <Editable isEdited={isEdited}>{text}</Editable>
      {message.file && <FileLater file={message.file} onShow={() => viewer.setState({ id: message.id })} />}
      {message.links && <FoundLinks links={message.links} />}
    </>
  )
}

function Edited({ at }: { at: string | null | undefined }) {
  if (!at) return <span className={styles.edited}>{t('(edited)')}</span>
  return (
    <time
      className={styles.edited}
      dateTime={at}
      title={t('Edited {when}', { when: fullTime(new Date(at)) })}
    >
      {t('(edited)')}
    </time>
  )
}

function Face({ author, isSmall }: { author: Author | null | undefined; isSmall?: boolean }) {
  const photo = usePerson(author?.id ?? 0)?.photo_url
  const face = (
    <Avatar
      id={author?.id ?? 0}
      name={author?.name ?? '?'}
      photo={photo}
      size={isSmall ? 20 : undefined}
      className={author ? undefined : styles.face}
    />
  )
  if (!author) return face
  return (
    <PersonButton id={author.id} className={styles.face} isSilent>
      {face}
    </PersonButton>
  )
}

/** Name and time of the first message of a group. */
export function By({ author, date }: { author: Author | null | undefined; date: Date }) {
  return (
    <div className={styles.by}>
      <Name author={author} />
      {author?.is_guest && <Lozenge kind="moved">{t('Guest')}</Lozenge>}
      <Time date={date} />
    </div>
  )
}

function Name({ author }: { author: Author | null | undefined }) {
  if (!author) return <b>{t('Somebody who left')}</b>
  return (
    <PersonButton id={author.id}>
      <b translate="no">{author.name}</b>
    </PersonButton>
  )
}

interface DeedProps {
  text: string
  author: Author | null | undefined
  date: Date
  after?: ReactNode
}

/** «/me waves» in one calm line: the name, what they do, and when. */
export function Deed({ text, author, date, after }: DeedProps) {
  return (
    <RichText
      text={text}
      who={<Name author={author} />}
      after={
        <>
          {after} <Time date={date} className={styles.when} />
        </>
      }
    />
  )
}

export function Time({ date, className }: { date: Date; className?: string | undefined }) {
  return (
    <time className={className} dateTime={date.toISOString()} title={fullTime(date)}>
      {clockTime(date)}
    </time>
  )
}
