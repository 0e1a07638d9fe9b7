import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, KeyRound, Puzzle, Settings, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '../api/errors'
import { msg, t } from '../i18n'
import { NotFound } from '../not-found'
import { Loaded, Page } from '../ui'
import { getSettings, type RoomSettings } from './calls'

export const settingsKey = (id: number) => ['room-settings', id] as const

/** The frame of the pages about a room. Who may not change it reads who may. */
export function SettingsFrame({ id, children }: { id: number; children: (room: RoomSettings) => ReactNode }) {
  const found = useQuery({
    queryKey: settingsKey(id),
    queryFn: ({ signal }) => getSettings(id, signal),
    staleTime: 0,
  })
  if (found.error instanceof ApiError && found.error.status === 404) return <NotFound />
  const room = found.data
  const links = [
    { href: `/rooms/settings/${id}`, icon: Settings, text: msg('Room settings') },
    { href: `/rooms/members/${id}`, icon: UsersRound, text: msg('Members') },
    { href: `/rooms/addons/${id}`, icon: Puzzle, text: msg('Integrations') },
    { href: `/rooms/tokens/${id}`, icon: KeyRound, text: msg('Notification tokens') },
  ]
  return (
    <Page
      section={room?.name ?? t('Room')}
      links={room?.can_admin ? links : links.slice(0, 2)}
      back={{
        href: `/room/${id}`,
        icon: ArrowLeft,
        text: room ? t('Back to {name}', { name: room.name }) : t('Back to chat'),
      }}
    >
      <Loaded query={found} lines={6}>
        {(loaded) => children(loaded)}
      </Loaded>
    </Page>
  )
}
