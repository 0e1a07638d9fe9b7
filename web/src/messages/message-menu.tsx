import {
  Copy,
  Download,
  Ellipsis,
  Link as LinkIcon,
  Mail,
  MessagesSquare,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Trash,
} from 'lucide-react'
import { useRef } from 'react'
import { MessageActions } from '../extensions/message-actions'
import { t } from '../i18n'
import { QuickReactions } from '../reactions/quick-reactions'
import { IconButton, Menu, MenuItem, MenuLine } from '../ui'
import { keyNames } from '../ui/key-names'
import type { Deeds } from './deeds'
import type { ChatMessage } from './model'
import { rowKey } from './row-key'

interface Props {
  message: ChatMessage
  deeds: Deeds
  /** Open or closed: an open menu holds its message. */
  onHold: (isHeld: boolean) => void
}

/** All that can be done with a message; on the phone a sheet from below. */
export default function MessageMenu({ message, deeds, onHold }: Props) {
  // What is chosen takes the focus, and can only do so once the menu no longer holds it.
  const hasMoved = useRef(false)
  const after = (doing: () => void) => () => {
    hasMoved.current = true
    setTimeout(doing)
  }
  const isSaid = message.type === 'message'
  const canEdit = deeds.canEdit(message)
  const canDelete = deeds.canDelete(message)
  const { canMark } = deeds
  const author = message.from?.name
  return (
    <Menu
      defaultOpen
      onOpenChange={onHold}
      finalFocus={() => !hasMoved.current}
      button={<IconButton icon={Ellipsis} label={t('More')} size="sm" />}
    >
      {canMark && (
        <>
          <QuickReactions message={message} onChoose={(emoji) => deeds.react(message, emoji)} />
          <MenuItem icon={SmilePlus} end="+" onSelect={after(() => deeds.ask(rowKey(message), 'picker'))}>
            {t('Add a reaction')}
          </MenuItem>
        </>
      )}
      {isSaid && (
        <MenuItem icon={Reply} end="R" onSelect={after(() => deeds.reply(message))}>
          {t('Reply')}
        </MenuItem>
      )}
      {(isSaid || message.replies) && (
        <MenuItem icon={MessagesSquare} end={keyNames('Enter')} onSelect={() => deeds.toggleThread(message)}>
          {t('Thread')}
        </MenuItem>
      )}
      {isSaid && (
        <MenuItem
          icon={Pencil}
          disabled={!canEdit}
          end={canEdit ? 'E' : author ? t('only {name}', { name: author }) : t('only its author')}
          onSelect={after(() => deeds.edit(message))}
        >
          {t('Edit')}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem icon={LinkIcon} end="L" onSelect={() => void deeds.copyLink(message)}>
        {t('Copy link')}
      </MenuItem>
      {message.body && (
        <MenuItem icon={Copy} end="C" onSelect={() => void deeds.copy(message)}>
          {t('Copy text')}
        </MenuItem>
      )}
      <MenuItem icon={Mail} end="U" onSelect={() => deeds.unread(message)}>
        {t('Unread from here')}
      </MenuItem>
      <MenuItem
        icon={message.pinned ? PinOff : Pin}
        disabled={!canMark}
        end={canMark ? undefined : t('archived')}
        onSelect={() => deeds.pin(message, !message.pinned)}
      >
        {message.pinned ? t('Unpin') : t('Pin for everybody')}
      </MenuItem>
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
        onSelect={after(() => deeds.remove(message))}
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
