import { useQuery } from '@tanstack/react-query'
import { BookOpen } from 'lucide-react'
import { getStart } from '../api/calls'
import type { RoomEntry } from '../api/types'
import { rich, t } from '../i18n'
import { NotFound } from '../not-found'
import { RoomFrame } from '../room-settings/room-frame'
import { ROOM_SCOPES } from '../scopes'
import { Callout, LinkButton, Loaded, PageHead, useTitle } from '../ui'
import { Tokens } from './tokens'

/** `/rooms/tokens/:id`: notification tokens of one room, for its admins. */
export function RoomTokens({ id }: { id: number }) {
  useTitle(t('Room tokens'))
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const room = start.data?.rooms.find((one) => one.id === id)
  if (start.data && !room) return <NotFound />
  return (
    <RoomFrame id={id} room={room}>
      <PageHead
        title={t('Notification tokens')}
        actions={
          <LinkButton href="/docs" icon={BookOpen}>
            {t('API reference')}
          </LinkButton>
        }
      >
        {room
          ? t('A token lets a script post into {room}, and nowhere else.', { room: room.name })
          : t('A token lets a script post into this room, and nowhere else.')}
      </PageHead>
      <Loaded query={start}>{() => room && <OfRoom room={room} />}</Loaded>
    </RoomFrame>
  )
}

function OfRoom({ room }: { room: RoomEntry }) {
  if (!room.can_admin) {
    return (
      <Callout kind="yellow">
        {rich(
          'Only people who look after {name} can make its tokens. Ask its owner, or make <a>a token of your own</a>.',
          { name: room.name, a: (text) => <a href="/account/api">{text}</a> },
        )}
      </Callout>
    )
  }
  return (
    <Tokens
      owner={{ room: room.id }}
      scopes={ROOM_SCOPES}
      rooms={[room]}
      listTitle={t('Tokens of {name}', { name: room.name })}
      createTitle={t('Create a token')}
    />
  )
}
