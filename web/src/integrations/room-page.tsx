import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ChevronRight, KeyRound, LayoutTemplate, Puzzle, Settings, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { getStart } from '../api/calls'
import type { RoomEntry } from '../api/types'
import { msg, rich, t } from '../i18n'
import { NotFound } from '../not-found'
import { Callout, Icon, Loaded, Page } from '../ui'

interface Props {
  id: number
  isWide?: boolean
  children: (room: RoomEntry) => ReactNode
}

/** The frame of the pages about a room's integrations. Only its admins get further. */
export function RoomPage({ id, isWide, children }: Props) {
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const room = start.data?.rooms.find((one) => one.id === id)
  if (start.data && !room) return <NotFound />
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
      links={links}
      isWide={isWide}
      back={{
        href: `/room/${id}`,
        icon: ArrowLeft,
        text: room ? t('Back to {name}', { name: room.name }) : t('Back to chat'),
      }}
    >
      <Loaded query={start} lines={6}>
        {() =>
          room &&
          (room.can_admin ? (
            children(room)
          ) : (
            <Callout kind="yellow">
              {rich(
                'Only people who look after {name} can see its integrations. Ask its owner, or make <a>a token of your own</a>.',
                { name: room.name, a: (text) => <a href="/account/api">{text}</a> },
              )}
            </Callout>
          ))
        }
      </Loaded>
    </Page>
  )
}

interface Step {
  href: string
  text: string
}

/** The way to a page of a room's integrations. */
export function stepsOf({ id, name }: RoomEntry): Step[] {
  return [
    { href: `/room/${id}`, text: name },
    { href: `/rooms/addons/${id}`, text: t('Integrations') },
  ]
}

/** The way down to a page: «Timetable › Integrations». */
export function Crumbs({ steps }: { steps: readonly Step[] }) {
  return steps.map((step, i) => (
    <span key={step.href} className="row">
      {i > 0 && <Icon of={ChevronRight} />}
      <Link href={step.href}>{step.text}</Link>
    </span>
  ))
}
