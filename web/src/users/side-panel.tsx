import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  AtSign,
  Briefcase,
  DoorOpen,
  History,
  Lock,
  MessageSquareText,
  UserPlus,
  UserRound,
} from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import { getRoomPeople } from '../api/calls'
import { sentence } from '../api/errors'
import type { RoomPerson } from '../api/types'
import { useChat, usePeople } from '../chat/context'
import { InviteDialog } from '../chat/dialogs'
import { AddonLines } from '../extensions/on-screen'
import { plural, t } from '../i18n'
import { roomKey, userKey } from '../messages/model'
import type { RoomEntry } from '../rooms/model'
import { byName } from '../rooms/room-list'
import { Avatar, Button, cx, Icon, IconButton, Skeleton } from '../ui'
import { type Person, presenceNote, shown } from './model'
import styles from './side.module.css'

const SharedFiles = lazy(() => import('../files/shared-files'))

const MOST = 200

/** Who is in the room: those present first. */
export function RoomPanel({ room }: { room: RoomEntry }) {
  const chat = useChat()
  const { version } = useStore(chat.roomPeople)
  const [isInviting, setInviting] = useState(false)
  const found = useQuery({
    queryKey: ['room-people', room.id, version],
    queryFn: ({ signal }) => getRoomPeople(room.id, signal),
    placeholderData: keepPreviousData,
  })
  return (
    <aside className={styles.side} aria-label={t('About {name}', { name: room.name })} data-region="panel">
      <AddonLines room={room} />
      <section className={styles.section}>
        <div className={styles.heading}>
          <h2>{t('People')}</h2>
          <span className="quiet">{found.data?.items.length}</span>
          {room.can_post && (
            <IconButton
              icon={UserPlus}
              size="sm"
              label={t('Invite people')}
              onClick={() => setInviting(true)}
            />
          )}
        </div>
        {found.data ? (
          <PeopleOf room={room} people={found.data.items} />
        ) : found.isError ? (
          <p className={styles.line}>
            <span className="grow quiet">{sentence(found.error)}</span>
            <Button size="sm" onClick={() => void found.refetch()}>
              {t('Try again')}
            </Button>
          </p>
        ) : (
          <div className={styles.facts}>
            <span />
            <Skeleton lines={4} />
          </div>
        )}
      </section>
      <Suspense fallback={null}>
        <SharedFiles key={room.id} chatKey={roomKey(room.id)} />
      </Suspense>
      <AboutRoom room={room} />
      {isInviting && <InviteDialog room={room} onClose={() => setInviting(false)} />}
    </aside>
  )
}

function AboutRoom({ room }: { room: RoomEntry }) {
  const chat = useChat()
  const owner = usePeople().get(room.owner_id)
  return (
    <section className={styles.section}>
      <div className={styles.heading}>
        <h2>{t('About')}</h2>
      </div>
      <div className={styles.facts}>
        {room.topic && (
          <>
            <Icon of={MessageSquareText} size="sm" />
            <span>{room.topic}</span>
          </>
        )}
        <Icon of={room.privacy === 'private' ? Lock : DoorOpen} size="sm" />
        <span>
          {room.privacy === 'private'
            ? t('Only people who are invited know that it exists')
            : t('Open to everybody in {team}', { team: chat.groupName })}
        </span>
        {owner && (
          <>
            <Icon of={UserRound} size="sm" />
            <span>
              {owner.id === chat.me.id ? t('Made by you') : t('Made by {name}', { name: owner.name })}
            </span>
          </>
        )}
        <Icon of={History} size="sm" />
        <span>{plural(room.last_position, { one: '{n} message', other: '{n} messages' })}</span>
      </div>
    </section>
  )
}

function PeopleOf({ room, people }: { room: RoomEntry; people: RoomPerson[] }) {
  const chat = useChat()
  const known = usePeople()
  const typing = useStore(chat.typing.store, ({ by }) => by.get(roomKey(room.id)))
  const isHere = (person: RoomPerson) => person.is_present || Boolean(shown(known.get(person.id)?.presence))
  const sorted = [...people].sort((a, b) => Number(isHere(b)) - Number(isHere(a)) || byName(a, b))
  return (
    <ul>
      {sorted.slice(0, MOST).map((person) => {
        const presence = known.get(person.id)?.presence
        const note = typing?.includes(person.id) ? t('typing') : presenceNote(presence)
        return (
          <li key={person.id}>
            <Link href={`/chat/${person.id}`} className={cx(styles.line, !isHere(person) && styles.away)}>
              <Avatar
                id={person.id}
                name={person.name}
                photo={known.get(person.id)?.photo_url}
                size={28}
                presence={shown(presence)}
              />
              <span className="grow cut">{person.name}</span>
              <span className={styles.note}>{note || roleOf(person)}</span>
            </Link>
          </li>
        )
      })}
      {people.length > MOST && (
        <li className={cx(styles.line, 'soft')}>
          {plural(people.length - MOST, { one: 'and {n} more', other: 'and {n} more' })}
        </li>
      )}
    </ul>
  )
}

function roleOf(person: RoomPerson): string {
  return person.room_roles?.some((role) => role.includes('admin') || role === 'owner') ? t('room admin') : ''
}

/** The person of a one-to-one chat. */
export function PersonPanel({ person }: { person: Person }) {
  return (
    <aside className={styles.side} aria-label={t('About {name}', { name: person.name })} data-region="panel">
      <div className={styles.about}>
        <Avatar
          id={person.id}
          name={person.name}
          photo={person.photo_url}
          size={64}
          presence={shown(person.presence)}
        />
        <h2>{person.name}</h2>
        <span className="quiet">
          {presenceNote(person.presence) || (shown(person.presence) ? t('available') : t('offline'))}
        </span>
      </div>
      <div className={styles.facts}>
        <Icon of={AtSign} size="sm" />
        <span>{person.mention_name}</span>
        {person.title && (
          <>
            <Icon of={Briefcase} size="sm" />
            <span>{person.title}</span>
          </>
        )}
      </div>
      <Suspense fallback={null}>
        <SharedFiles key={person.id} chatKey={userKey(person.id)} />
      </Suspense>
    </aside>
  )
}
