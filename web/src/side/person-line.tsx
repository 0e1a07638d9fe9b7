import { Link } from 'wouter'
import { useStore } from 'zustand'
import type { RoomPerson } from '../api/types'
import { useChat, usePerson } from '../chat/context'
import { t } from '../i18n'
import { roomKey } from '../messages/model'
import { Avatar, cx, Lozenge } from '../ui'
import { presenceNote, shown } from '../users/model'
import { useAfterJump } from './lies-over'
import styles from './side.module.css'

interface Props {
  roomId: number
  person: RoomPerson
  isAway: boolean
}

/** Somebody of the room; leads to the chat with them. */
export function PersonLine({ roomId, person, isAway }: Props) {
  const chat = useChat()
  const known = usePerson(person.id)
  const afterJump = useAfterJump()
  const isTyping = useStore(chat.typing.store, ({ by }) => by.get(roomKey(roomId))?.includes(person.id))
  const note = isTyping ? t('typing') : presenceNote(known?.presence)
  return (
    <li>
      <Link
        href={`/chat/${person.id}`}
        className={cx(styles.line, isAway && styles.away)}
        onClick={afterJump}
      >
        <Avatar
          id={person.id}
          name={person.name}
          photo={known?.photo_url}
          size={28}
          presence={shown(known?.presence)}
        />
        <span className="cut" translate="no">
          {person.name}
        </span>
        {person.id === chat.me.id && <span className={styles.note}>{t('you')}</span>}
        {person.is_guest && <Lozenge>{t('Guest')}</Lozenge>}
        <span className={cx(styles.note, styles.end)}>{note || roleOf(person)}</span>
      </Link>
    </li>
  )
}

function roleOf(person: RoomPerson): string {
  return person.room_roles?.some((role) => role.includes('admin') || role === 'owner') ? t('room admin') : ''
}
