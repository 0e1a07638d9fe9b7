import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, BookOpen, KeyRound } from 'lucide-react'
import { getStart } from '../api/calls'
import type { RoomEntry } from '../api/types'
import { NotFound } from '../not-found'
import { ROOM_SCOPES } from '../scopes'
import { Callout, LinkButton, Loaded, Page, PageHead, useTitle } from '../ui'
import { Tokens } from './tokens'

/** `/rooms/tokens/:id`: notification tokens of one room, for its admins. */
export function RoomTokens({ id }: { id: number }) {
  useTitle('Room tokens')
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const room = start.data?.rooms.find((one) => one.id === id)
  if (start.data && !room) return <NotFound />
  const links = [{ href: `/rooms/tokens/${id}`, icon: KeyRound, text: 'Notification tokens' }]
  return (
    <Page
      section={room?.name ?? 'Room'}
      links={links}
      back={{ href: `/room/${id}`, icon: ArrowLeft, text: room ? `Back to ${room.name}` : 'Back to chat' }}
    >
      <PageHead
        title="Notification tokens"
        actions={
          <LinkButton href="/docs" icon={BookOpen}>
            API reference
          </LinkButton>
        }
      >
        A token lets a script post into {room?.name ?? 'this room'}, and nowhere else.
      </PageHead>
      <Loaded query={start}>{() => room && <OfRoom room={room} />}</Loaded>
    </Page>
  )
}

function OfRoom({ room }: { room: RoomEntry }) {
  if (!room.can_admin) {
    return (
      <Callout kind="yellow">
        Only people who look after {room.name} can make its tokens. Ask its owner, or make{' '}
        <a href="/account/api">a token of your own</a>.
      </Callout>
    )
  }
  return (
    <Tokens
      owner={{ room: room.id }}
      scopes={ROOM_SCOPES}
      rooms={[room]}
      listTitle={`Tokens of ${room.name}`}
      createTitle="Create a token"
    />
  )
}
