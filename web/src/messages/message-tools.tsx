import { Copy, Reply } from 'lucide-react'
import { copyText, IconButton, toast } from '../ui'
import { htmlToText } from './html'
import styles from './message.module.css'
import type { ChatMessage } from './model'

interface Props {
  message: ChatMessage
  onReply: (message: ChatMessage) => void
}

/** What can be done with the message under the pointer or the focus. */
export function MessageTools({ message, onReply }: Props) {
  async function copy() {
    const text = message.format === 'html' ? htmlToText(message.body ?? '') : (message.body ?? '')
    if (await copyText(text)) toast('Message copied')
  }
  return (
    <div className={styles.tools} role="toolbar" aria-label="Message">
      {message.type === 'message' && (
        <IconButton icon={Reply} label="Reply" keys="R" size="sm" onClick={() => onReply(message)} />
      )}
      <IconButton icon={Copy} label="Copy text" size="sm" onClick={() => void copy()} />
    </div>
  )
}
