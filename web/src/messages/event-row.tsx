import { DoorOpen, Pencil } from 'lucide-react'
import { memo } from 'react'
import { msg, rich, t } from '../i18n'
import { Icon } from '../ui'
import styles from './message.module.css'
import { Time } from './message-row'
import type { ChatMessage } from './model'

/** A change of the room itself, told in one quiet line. */
export const EventRow = memo(function EventRow({ message, date }: { message: ChatMessage; date: Date }) {
  const isTopic = message.type === 'topic'
  const who = message.from?.name ?? message.sender ?? t('Somebody')
  return (
    <div className={styles.event} tabIndex={-1} data-key={message.client_id ?? message.id}>
      <Icon of={isTopic ? Pencil : DoorOpen} size="sm" />
      {isTopic
        ? rich(
            message.body
              ? msg('<b>{who}</b> changed the topic to “{topic}”')
              : msg('<b>{who}</b> cleared the topic'),
            { who, topic: message.body, b: (text) => <b>{text}</b> },
          )
        : message.body}
      {' · '}
      <Time date={date} />
    </div>
  )
})
