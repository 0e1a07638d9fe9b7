import { Copy, Download, Ellipsis, Pencil, Reply, Trash } from 'lucide-react'
import { useRef } from 'react'
import { MessageActions } from '../extensions/message-actions'
import { t } from '../i18n'
import { IconButton, Menu, MenuItem, MenuLine } from '../ui'
import type { ChatMessage } from './model'

export interface MessageDoing {
  message: ChatMessage
  canEdit: boolean
  canDelete: boolean
  onReply: () => void
  onEdit: () => void
  onDelete: () => void
  onCopy: () => void
  /** Open or closed: an open menu holds its message. */
  onHold: (isHeld: boolean) => void
}

/** All that can be done with a message; on the phone a sheet from below. */
export default function MessageMenu(props: MessageDoing) {
  const { message, canEdit, canDelete, onReply, onEdit, onDelete, onCopy, onHold } = props
  // What is chosen takes the focus, and can only do so once the menu no longer holds it.
  const hasMoved = useRef(false)
  const after = (doing: () => void) => () => {
    hasMoved.current = true
    setTimeout(doing)
  }
  const isSaid = message.type === 'message'
  const own = message.from?.name ?? t('its author')
  return (
    <Menu
      defaultOpen
      onOpenChange={onHold}
      finalFocus={() => !hasMoved.current}
      button={<IconButton icon={Ellipsis} label={t('More')} size="sm" />}
    >
      {isSaid && (
        <MenuItem icon={Reply} end="R" onSelect={after(onReply)}>
          {t('Reply')}
        </MenuItem>
      )}
      {isSaid && (
        <MenuItem
          icon={Pencil}
          disabled={!canEdit}
          end={canEdit ? 'E' : t('only {name}', { name: own })}
          onSelect={after(onEdit)}
        >
          {t('Edit')}
        </MenuItem>
      )}
      {message.body && (
        <MenuItem icon={Copy} onSelect={onCopy}>
          {t('Copy text')}
        </MenuItem>
      )}
      {message.file && (
        <MenuItem icon={Download} onSelect={() => fetchFile(message)}>
          {message.file.name.length > 24
            ? t('Download the file')
            : t('Download {name}', { name: message.file.name })}
        </MenuItem>
      )}
      <MessageActions message={message} after={after} />
      <MenuLine />
      <MenuItem
        icon={Trash}
        danger={canDelete}
        disabled={!canDelete}
        end={canDelete ? t('Del') : t('author or admins')}
        onSelect={after(onDelete)}
      >
        {t('Delete')}
      </MenuItem>
    </Menu>
  )
}

function fetchFile({ file }: ChatMessage): void {
  if (!file) return
  const link = document.createElement('a')
  link.href = file.url
  link.download = file.name
  link.click()
}
