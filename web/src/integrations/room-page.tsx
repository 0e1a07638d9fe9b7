import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { getStart } from '../api/calls'
import type { RoomEntry } from '../api/types'
import { rich, t } from '../i18n'
import { NotFound } from '../not-found'
import { RoomFrame } from '../room-settings/room-frame'
import { Callout, Icon, Loaded } from '../ui'

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
  return (
    <RoomFrame id={id} room={room} isWide={isWide}>
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
    </RoomFrame>
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
