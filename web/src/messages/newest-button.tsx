import { ArrowDown } from 'lucide-react'
import { useLocation } from 'wouter'
import { useChat } from '../chat/context'
import { messageAt, pathOf } from '../chat/paths'
import { plural, t } from '../i18n'
import { Button } from '../ui'
import type { OpenChat } from './open-chat'
import styles from './timeline.module.css'

/** Back to the newest message, with how many of them are new. */
export function NewestButton({ open, onGo }: { open: OpenChat; onGo: () => void }) {
  const chat = useChat()
  const place = chat.place(open.key)
  const [, navigate] = useLocation()
  // The address no longer leads to where one is.
  function go() {
    if (messageAt(window.location.search)) navigate(pathOf(open.key), { replace: true })
    onGo()
  }
  const unread = (place?.last_position ?? 0) - (place?.read_position ?? 0)
  return (
    <div className={styles.down}>
      <Button size="sm" icon={ArrowDown} onClick={go}>
        {unread > 0
          ? plural(unread, { one: '{n} new message', other: '{n} new messages' })
          : t('Newest messages')}
      </Button>
    </div>
  )
}
