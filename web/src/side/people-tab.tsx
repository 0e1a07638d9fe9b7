import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { getRoomPeople } from '../api/calls'
import type { RoomPerson } from '../api/types'
import { useChat, usePeople } from '../chat/context'
import { InviteDialog } from '../chat/dialogs'
import { msg, t } from '../i18n'
import type { RoomEntry } from '../rooms/model'
import { Button } from '../ui'
import { AboutRoom } from './about'
import { type Group, groupsOf } from './groups'
import { PersonLine } from './person-line'
import styles from './side.module.css'
import { Failed, Waiting } from './side-list'

/** A filter helps only where one has to scroll. */
const FILTER_FROM = 15
const MOST = 200

/** Who is in the room, those present first, and what the room is. */
export default function PeopleTab({ room }: { room: RoomEntry }) {
  const chat = useChat()
  const { version } = useStore(chat.roomPeople)
  const [isInviting, setInviting] = useState(false)
  const found = useQuery({
    queryKey: ['room-people', room.id, version],
    queryFn: ({ signal }) => getRoomPeople(room.id, signal),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      {found.data ? (
        <People room={room} people={found.data.items} />
      ) : found.isError ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Waiting />
      )}
      {room.can_post && !chat.me.is_guest && (
        <div className={styles.more}>
          <Button size="sm" look="plain" icon={UserPlus} onClick={() => setInviting(true)}>
            {t('Invite people')}
          </Button>
        </div>
      )}
      <AboutRoom room={room} />
      {isInviting && <InviteDialog room={room} onClose={() => setInviting(false)} />}
    </>
  )
}

const NAMES = { here: msg('Here'), away: msg('Away'), gone: msg('Not here') } as const

function People({ room, people }: { room: RoomEntry; people: RoomPerson[] }) {
  const known = usePeople()
  const [asked, setAsked] = useState('')
  const groups = groupsOf(people, known, asked)
  return (
    <>
      {people.length >= FILTER_FROM && (
        <input
          className={styles.filter}
          type="search"
          value={asked}
          aria-label={t('Find somebody in this room')}
          placeholder={t('Find somebody')}
          onChange={(event) => setAsked(event.target.value)}
        />
      )}
      {groups.map((group) => (
        <PeopleGroup key={group.id} room={room} group={group} />
      ))}
      {groups.length === 0 && <p className={styles.none}>{t('Nobody with that name.')}</p>}
    </>
  )
}

function PeopleGroup({ room, group: { id, people } }: { room: RoomEntry; group: Group }) {
  const [most, setMost] = useState(MOST)
  return (
    <section className={styles.group}>
      <h2 className={styles.heading}>
        {t(NAMES[id])} <span className={styles.count}>{people.length}</span>
      </h2>
      <ul>
        {people.slice(0, most).map((person) => (
          <PersonLine key={person.id} roomId={room.id} person={person} isAway={id === 'gone'} />
        ))}
      </ul>
      {people.length > most && (
        <div className={styles.more}>
          <Button size="sm" look="plain" onClick={() => setMost(most + MOST)}>
            {t('Show more')}
          </Button>
        </div>
      )}
    </section>
  )
}
