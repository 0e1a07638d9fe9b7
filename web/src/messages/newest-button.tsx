import { ArrowDown } from 'lucide-react'
import { useChat } from '../chat/context'
import { plural, t } from '../i18n'
import { Button } from '../ui'
import type { OpenChat } from './open-chat'
import styles from './timeline.module.css'

/** Back to the newest message, with how many of them are new. */
export function NewestButton({ open, onGo }: { open: OpenChat; onGo: () => void }) {
  const chat = useChat()
  const place = chat.place(open.key)
  const unread = (place?.last_position ?? 0) - (place?.read_position ?? 0)
  return (
    <div className={styles.down}>
      <Button size="sm" icon={ArrowDown} onClick={onGo}>
        {unread > 0
          ? plural(unread, { one: '{n} new message', other: '{n} new messages' })
          : t('Newest messages')}
      </Button>
    </div>
  )
}
