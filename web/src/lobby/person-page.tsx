import { MessageCircle, Pencil } from 'lucide-react'
import { Link } from 'wouter'
import { ApiError } from '../api/errors'
import { useChat, useRooms } from '../chat/context'
import { t } from '../i18n'
import profile from '../profile/profile.module.css'
import { Facts, Part, Subline } from '../profile/profile-facts'
import { useProfile } from '../profile/use-profile'
import { RoomFace } from '../rooms/room-face'
import { Avatar, cx, Empty, LinkButton, Loaded, useTitle } from '../ui'
import { sayFullDate } from '../ui/times'
import { shown } from '../users/model'
import styles from './lobby.module.css'

/** `/people/:id`: somebody in full. */
export function PersonPage({ id }: { id: number }) {
  const { me } = useChat()
  const { query, profile: person } = useProfile(id)
  useTitle(person?.name ?? t('Profile'))
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <Empty isPage title={t('There is nobody here')}>
        {t('This person was removed, or you cannot see them.')}
      </Empty>
    )
  }
  return (
    <div className={styles.scroll}>
      <div className={cx(profile.page, styles.inner)}>
        <Loaded query={query} lines={6}>
          {() =>
            person && (
              <>
                <div className={profile.sheet}>
                  <div className={profile.band} />
                  <div className={profile.in}>
                    <Avatar
                      id={person.id}
                      name={person.name}
                      photo={person.photo_url}
                      size={64}
                      presence={person.is_deleted ? undefined : shown(person.presence)}
                      className={profile.face}
                    />
                    <div className={cx('row', 'wrap', profile.title)}>
                      <h1 className={profile.name} translate="no">
                        {person.name}
                      </h1>
                      <Part profile={person} />
                    </div>
                    <Subline profile={person} />
                    <Facts profile={person} withRooms={false} />
                    <div className="row wrap">
                      {person.id === me.id ? (
                        <LinkButton look="go" icon={Pencil} href="/account">
                          {t('Edit your profile')}
                        </LinkButton>
                      ) : (
                        person.can_message && (
                          <LinkButton look="go" icon={MessageCircle} href={`/chat/${person.id}`}>
                            {t('Send a message')}
                          </LinkButton>
                        )
                      )}
                      <span className="small quiet">
                        {t('Here since {date}', { date: sayFullDate(new Date(person.created)) })}
                      </span>
                    </div>
                  </div>
                </div>
                {person.id !== me.id && !person.is_deleted && <Shared rooms={person.rooms} />}
              </>
            )
          }
        </Loaded>
      </div>
    </div>
  )
}

function Shared({ rooms }: { rooms: { id: number; name: string; privacy: 'public' | 'private' }[] }) {
  const known = useRooms()
  return (
    <section className={styles.part}>
      <h2>{t('Rooms in common')}</h2>
      {rooms.length === 0 ? (
        <p className="quiet">{t('None at the moment. Open rooms count while both of you have them open.')}</p>
      ) : (
        <ul className={profile.rooms}>
          {rooms.map((room) => (
            <li key={room.id}>
              <Link href={`/room/${room.id}`} className={profile.room}>
                <RoomFace room={known.get(room.id) ?? room} />
                <span className="cut" translate="no">
                  {room.name}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
