import { ArrowLeft, KeyRound, LayoutTemplate, Puzzle, Settings, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { msg, t } from '../i18n'
import { Page } from '../ui'

interface Props {
  id: number
  /** Missing while it loads. */
  room: { name: string; can_admin: boolean } | undefined
  isWide?: boolean
  children: ReactNode
}

/** The frame of all pages about one room: the ways to the others and back. Who does not look after it has two of them. */
export function RoomFrame({ id, room, isWide, children }: Props) {
  const links = [
    { href: `/rooms/settings/${id}`, icon: Settings, text: msg('Room settings') },
    { href: `/rooms/members/${id}`, icon: UsersRound, text: msg('Members') },
    { href: `/rooms/addons/${id}`, icon: Puzzle, text: msg('Integrations') },
    { href: `/rooms/tokens/${id}`, icon: KeyRound, text: msg('Notification tokens') },
    { href: '/cards', icon: LayoutTemplate, text: msg('Card builder') },
  ]
  return (
    <Page
      section={room?.name ?? t('Room')}
      links={room && !room.can_admin ? links.slice(0, 2) : links}
      isWide={isWide}
      back={{
        href: `/room/${id}`,
        icon: ArrowLeft,
        text: room ? t('Back to {name}', { name: room.name }) : t('Back to chat'),
      }}
    >
      {children}
    </Page>
  )
}
