import { ArrowDown } from 'lucide-react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { messageAt, pathOf } from '../chat/paths'
import { plural, t } from '../i18n'
import { Button } from '../ui'
import type { ChatKey } from './model'
import type { OpenChat } from './open-chat'
import styles from './timeline.module.css'

/** Back to the newest message, with how many of them are new. */
export function NewestButton({ open, onGo }: { open: OpenChat; onGo: () => void }) {
  const unread = useUnread(open.key)
  const [, navigate] = useLocation()
  // The address no longer leads to where one is.
  function go() {
    if (messageAt(window.location.search)) navigate(pathOf(open.key), { replace: true })
    onGo()
  }
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

/** Also when they are read, or marked as unread, elsewhere. */
function useUnread(key: ChatKey): number {
  const chat = useChat()
  const count = () => {
    const place = chat.place(key)
    return place ? place.last_position - place.read_position : 0
  }
  useStore(chat.people.store, count)
  return useStore(chat.rooms.store, count)
}
