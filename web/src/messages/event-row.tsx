import { DoorOpen, Pencil } from 'lucide-react'
import { memo, useId } from 'react'
import { rich, t } from '../i18n'
import { cx, Icon } from '../ui'
import styles from './message.module.css'
import { Time } from './message-row'
import type { ChatMessage } from './model'
import { rowKey } from './row-key'

interface Props {
  message: ChatMessage
  date: Date
  isMarked: boolean
}

/** A change of the room itself, told in one quiet line. */
export const EventRow = memo(function EventRow({ message, date, isMarked }: Props) {
  const id = useId()
  const isTopic = message.type === 'topic'
  const who = <b translate="no">{message.from?.name ?? message.sender ?? t('Somebody')}</b>
  return (
    <article
      id={id}
      aria-labelledby={id}
      aria-posinset={message.position}
      className={cx(styles.event, isMarked && styles.marked)}
      tabIndex={-1}
      data-key={rowKey(message)}
    >
      <Icon of={isTopic ? Pencil : DoorOpen} size="sm" />
      {isTopic && message.body && rich('{who} changed the topic to “{topic}”', { who, topic: message.body })}
      {isTopic && !message.body && rich('{who} cleared the topic', { who })}
      {!isTopic && message.body}
      {' · '}
      <Time date={date} />
    </article>
  )
})
