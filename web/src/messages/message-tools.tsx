import { Copy, Ellipsis, Pencil, Reply } from 'lucide-react'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { copyText, IconButton, toast } from '../ui'
import { later } from '../ui/later'
import styles from './message.module.css'
import type { ChatKey, ChatMessage } from './model'
import { said } from './said'

const MessageMenu = later(() => import('./message-menu'))

interface Props {
  chatKey: ChatKey
  message: ChatMessage
  /** The menu was asked for by a long press. */
  isMenuAsked: boolean
  onReply: (message: ChatMessage) => void
  onHold: (key: string | null) => void
}

/** What can be done with the message under the pointer or the focus. */
export function MessageTools({ chatKey, message, isMenuAsked, onReply, onHold }: Props) {
  const chat = useChat()
  const canEdit = chat.canEdit(chatKey, message)
  const edit = () => chat.changes.startEdit(chatKey, message)
  async function copy() {
    if (await copyText(said(message))) toast(t('Message copied'))
  }
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('Message')}>
      {message.type === 'message' && (
        <IconButton icon={Reply} label={t('Reply')} keys="R" size="sm" onClick={() => onReply(message)} />
      )}
      {canEdit && <IconButton icon={Pencil} label={t('Edit')} keys="E" size="sm" onClick={edit} />}
      {message.body && (
        <IconButton icon={Copy} label={t('Copy text')} size="sm" onClick={() => void copy()} />
      )}
      <MessageMenu
        key={isMenuAsked ? 'asked' : 'quiet'}
        isWanted={isMenuAsked}
        button={(ask) => (
          <IconButton
            icon={Ellipsis}
            label={t('More')}
            size="sm"
            {...ask}
            onClick={() => {
              onHold(rowKey(message))
              ask.onClick()
            }}
          />
        )}
        props={{
          message,
          canEdit,
          canDelete: chat.canDelete(chatKey, message),
          onReply: () => onReply(message),
          onEdit: edit,
          onDelete: () => chat.changes.askDelete(chatKey, message),
          onCopy: () => void copy(),
          onHold: (isHeld) => onHold(isHeld ? rowKey(message) : null),
        }}
      />
    </div>
  )
}

/** The name of a message's row. */
export function rowKey(message: ChatMessage): string {
  return message.client_id ?? message.id
}
