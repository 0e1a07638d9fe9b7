import { AtSign, Camera, DoorOpen, Search } from 'lucide-react'
import { Link } from 'wouter'
import { useChat, useRooms } from '../chat/context'
import { t } from '../i18n'
import { Scene } from '../messages/scene'
import { RoomFace } from '../rooms/room-face'
import { Button, cx, Icon, LinkButton, useTitle } from '../ui'
import styles from './lobby.module.css'
import { useMay } from './may'

const MOST = 5

/** `/welcome`: the first page of somebody new. */
export function Welcome({ onCreateRoom }: { onCreateRoom: () => void }) {
  useTitle(t('Welcome'))
  const { me, groupName } = useChat()
  const may = useMay()
  const rooms = [...useRooms().values()]
    .filter((room) => !room.is_archived)
    .sort((a, b) => (b.last_active ?? '').localeCompare(a.last_active ?? ''))
    .slice(0, MOST)
  return (
    <div className={styles.scroll}>
      <div className={cx(styles.inner, styles.welcome)}>
        <Scene />
        <h1>
          {t('Welcome to {group}, {name}', { group: groupName, name: me.name.split(' ')[0] ?? me.name })}
        </h1>
        <p className="soft">
          {t('Rooms are for one subject each. Open one, read along, and write when you like.')}
        </p>
        {rooms.length > 0 ? (
          <section className={styles.part}>
            <h2>{t('Where people talk')}</h2>
            <ul>
              {rooms.map((room) => (
                <li key={room.id}>
                  <Link href={`/room/${room.id}`} className={styles.line}>
                    <RoomFace room={room} isLarge />
                    <span className={styles.words}>
                      <b className="cut" translate="no">
                        {room.name}
                      </b>
                      {room.topic && (
                        <span className="cut small quiet" translate="no">
                          {room.topic}
                        </span>
                      )}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            <LinkButton href="/rooms" icon={DoorOpen}>
              {t('All rooms')}
            </LinkButton>
          </section>
        ) : (
          may('create_rooms') && (
            <Button look="go" onClick={onCreateRoom}>
              {t('Create the first room')}
            </Button>
          )
        )}
        <section className={styles.part}>
          <h2>{t('Good to know')}</h2>
          <ul className={styles.hints}>
            <li>
              <Icon of={Camera} />
              <span>
                <b>{t('Say who you are.')}</b> {t('A photo, your title and your time zone help others.')}{' '}
                <Link href="/account">{t('Edit your profile')}</Link>
              </span>
            </li>
            <li>
              <Icon of={AtSign} />
              <span>
                <b>{t('Call somebody with @ and their name.')}</b> {t('They are told, wherever they are.')}
              </span>
            </li>
            <li className="not-phone">
              <Icon of={Search} />
              <span>
                <b>{t('Ctrl K takes you anywhere.')}</b> {t('Type a part of the name of a room or person.')}
              </span>
            </li>
          </ul>
        </section>
      </div>
    </div>
  )
}
