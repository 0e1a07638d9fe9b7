import { Pin } from 'lucide-react'
import { t } from '../i18n'
import type { ChatMessage } from '../messages/model'
import { ThreadFoot } from '../threads/thread-foot'
import { Icon } from '../ui'
import { Reactions } from './reactions'
import styles from './reactions.module.css'

interface Props {
  message: ChatMessage
  isThreadOpen: boolean
}

/** What hangs on a message: its pin, its reactions, its replies. */
export default function MessageFoot({ message, isThreadOpen }: Props) {
  return (
    <div className={styles.foot}>
      {message.pinned && (
        <span className={styles.pinned}>
          <Icon of={Pin} size="sm" />
          {t('Pinned')}
        </span>
      )}
      <Reactions message={message} />
      <ThreadFoot message={message} isOpen={isThreadOpen} />
    </div>
  )
}
