import { Bell, Link as LinkIcon, Mail, MailOpen, Star, StarOff } from 'lucide-react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { pathOf } from '../chat/paths'
import { t } from '../i18n'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import { copyText, MenuItem, MenuLine, toast } from '../ui'
import { MenuAt } from '../ui/menu-at'
import { isFavourite, toggleFavourite, toggleUnread } from './choosing'
import { isUnread } from './model'

export interface AskedRow {
  key: ChatKey
  row: HTMLElement
  point: { x: number; y: number } | null
}

interface Props {
  asked: AskedRow
  onNotifications: () => void
  onClose: () => void
}

/** What can be done with a chat of the list, without opening it. */
export default function RowMenu({ asked: { key, row, point }, onNotifications, onClose }: Props) {
  const chat = useChat()
  const name = isRoom(key) ? chat.rooms.get(idOf(key))?.name : chat.people.get(idOf(key))?.name
  return (
    <MenuAt of={row} point={point} label={name ?? ''} onClose={onClose}>
      <ChoiceItems chatKey={key} hasKeys />
      <MenuItem icon={Bell} onSelect={onNotifications}>
        {t('Notifications')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={LinkIcon} onSelect={() => void copyLink(key)}>
        {isRoom(key) ? t('Copy link to the room') : t('Copy link to the chat')}
      </MenuItem>
    </MenuAt>
  )
}

/** Favourite and unread: in the menus of the list and of the header. */
export function ChoiceItems({ chatKey, hasKeys = false }: { chatKey: ChatKey; hasKeys?: boolean }) {
  const chat = useChat()
  const has = useStore(chat.preferences.store, () => isFavourite(chat, chatKey))
  const place = chat.place(chatKey)
  const isNew = Boolean(place && isUnread(place))
  return (
    <>
      <MenuItem
        icon={has ? StarOff : Star}
        end={hasKeys ? 'S' : undefined}
        onSelect={() => toggleFavourite(chat, chatKey)}
      >
        {has ? t('Remove from favourites') : t('Add to favourites')}
      </MenuItem>
      <MenuItem
        icon={isNew ? MailOpen : Mail}
        end={hasKeys ? 'U' : undefined}
        disabled={!place?.last_position}
        onSelect={() => toggleUnread(chat, chatKey)}
      >
        {isNew ? t('Mark as read') : t('Mark as unread')}
      </MenuItem>
    </>
  )
}

async function copyLink(key: ChatKey): Promise<void> {
  if (await copyText(window.location.origin + pathOf(key))) toast(t('Link copied'))
}
