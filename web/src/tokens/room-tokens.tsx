import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, BookOpen, KeyRound, Puzzle, Settings, UsersRound } from 'lucide-react'
import { getStart } from '../api/calls'
import type { RoomEntry } from '../api/types'
import { msg, rich, t } from '../i18n'
import { NotFound } from '../not-found'
import { ROOM_SCOPES } from '../scopes'
import { Callout, LinkButton, Loaded, Page, PageHead, useTitle } from '../ui'
import { Tokens } from './tokens'

/** `/rooms/tokens/:id`: notification tokens of one room, for its admins. */
export function RoomTokens({ id }: { id: number }) {
  useTitle(t('Room tokens'))
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const room = start.data?.rooms.find((one) => one.id === id)
  if (start.data && !room) return <NotFound />
  const links = [
    { href: `/rooms/settings/${id}`, icon: Settings, text: msg('Room settings') },
    { href: `/rooms/members/${id}`, icon: UsersRound, text: msg('Members') },
    { href: `/rooms/addons/${id}`, icon: Puzzle, text: msg('Integrations') },
    { href: `/rooms/tokens/${id}`, icon: KeyRound, text: msg('Notification tokens') },
  ]
  return (
    <Page
      section={room?.name ?? t('Room')}
      links={links}
      back={{
        href: `/room/${id}`,
        icon: ArrowLeft,
        text: room ? t('Back to {name}', { name: room.name }) : t('Back to chat'),
      }}
    >
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
    </Page>
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
