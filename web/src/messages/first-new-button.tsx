import { ArrowUp } from 'lucide-react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { plural, t } from '../i18n'
import { Button } from '../ui'
import type { ChatMessage } from './model'
import type { OpenChat } from './open-chat'
import styles from './timeline.module.css'

interface Props {
  open: OpenChat
  drawn: readonly ChatMessage[]
}

/** To the «New» line, for whoever was away so long that it stands above all that is here. */
export function FirstNewButton({ open, drawn }: Props) {
  const chat = useChat()
  const { after } = useStore(chat.newLine.store)
  const oldest = drawn[0]?.position ?? 0
  // Who never read here is new: all of it would be new to them.
  if (!after || oldest <= after + 1) return null
  const count = (chat.place(open.key)?.last_position ?? 0) - after
  const go = () =>
    open.goToAfter(after).catch(() => chat.onRefused(t('The new messages could not be loaded. Try again.')))
  return (
    <div className={styles.up}>
      <Button size="sm" icon={ArrowUp} onClick={go}>
        {plural(count, { one: 'To {n} new message', other: 'To the first of {n} new messages' })}
      </Button>
    </div>
  )
}
