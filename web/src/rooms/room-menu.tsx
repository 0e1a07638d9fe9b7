import {
  Bell,
  CalendarSearch,
  Ellipsis,
  Image,
  Link as LinkIcon,
  Pencil,
  Puzzle,
  Settings,
  UserPlus,
  UsersRound,
} from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { roomKey } from '../messages/model'
import RoomNotificationsDialog from '../notifications/room-notifications-dialog'
import { copyText, IconButton, Menu, MenuItem, MenuLine, toast } from '../ui'
import type { RoomEntry } from './model'
import { ChoiceItems } from './row-menu'

interface Props {
  room: RoomEntry
  onAsk: (dialog: 'topic' | 'invite' | 'picture') => void
}

/** What can be done with the room; what is not allowed stays visible with its reason. */
export default function RoomMenu({ room, onAsk }: Props) {
  const chat = useChat()
  const [, navigate] = useLocation()
  const [isChoosing, setChoosing] = useState(false)
  async function copyLink() {
    if (await copyText(`${window.location.origin}/room/${room.id}`)) toast(t('Link copied'))
  }
  return (
    <>
      <Menu defaultOpen button={<IconButton icon={Ellipsis} label={t('Room menu')} />}>
        <ChoiceItems chatKey={`room/${room.id}`} />
        <MenuLine />
        {!chat.me.is_guest && (
          <>
            <MenuItem
              icon={Pencil}
              disabled={!room.can_post}
              end={room.can_post ? undefined : t('archived')}
              onSelect={() => onAsk('topic')}
            >
              {t('Change the topic')}
            </MenuItem>
            <MenuItem
              icon={UserPlus}
              disabled={!room.can_post}
              end={room.can_post ? undefined : t('archived')}
              onSelect={() => onAsk('invite')}
            >
              {t('Invite people')}
            </MenuItem>
          </>
        )}
        <MenuItem icon={LinkIcon} onSelect={() => void copyLink()}>
          {t('Copy link to the room')}
        </MenuItem>
        <MenuItem icon={CalendarSearch} onSelect={() => chat.dates.setState({ isAsked: true })}>
          {t('Jump to a date')}
        </MenuItem>
        <MenuItem icon={Bell} onSelect={() => setChoosing(true)}>
          {t('Notifications')}
        </MenuItem>
        {!chat.me.is_guest && (
          <>
            <MenuLine />
            <MenuItem
              icon={Image}
              disabled={!room.can_admin || !room.can_post}
              end={!room.can_admin ? t('room admins only') : room.can_post ? undefined : t('archived')}
              onSelect={() => onAsk('picture')}
            >
              {t('Change the picture')}
            </MenuItem>
            <MenuItem icon={UsersRound} onSelect={() => navigate(`/rooms/members/${room.id}`)}>
              {t('Members')}
            </MenuItem>
            <MenuItem icon={Settings} onSelect={() => navigate(`/rooms/settings/${room.id}`)}>
              {t('Room settings')}
            </MenuItem>
            <MenuItem
              icon={Puzzle}
              disabled={!room.can_admin}
              end={room.can_admin ? undefined : t('room admins only')}
              onSelect={() => navigate(`/rooms/addons/${room.id}`)}
            >
              {t('Integrations')}
            </MenuItem>
          </>
        )}
      </Menu>
      {isChoosing && (
        <RoomNotificationsDialog
          chatKey={roomKey(room.id)}
          name={room.name}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
