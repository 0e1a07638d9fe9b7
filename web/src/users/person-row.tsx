import { memo } from 'react'
import { Link } from 'wouter'
import { isUnread } from '../rooms/model'
import styles from '../rooms/rooms-pane.module.css'
import { Avatar, Badge, cx } from '../ui'
import { type Person, presenceNote, shown } from './model'

interface Props {
  person: Person
  isHere: boolean
  isStop: boolean
}

export const PersonRow = memo(function PersonRow({ person, isHere, isStop }: Props) {
  const unread = isUnread(person)
  const count = person.last_position - person.read_position
  const note = presenceNote(person.presence)
  return (
    <li>
      <Link
        href={`/chat/${person.id}`}
        className={cx(styles.row, unread && styles.unread, isHere && styles.here)}
        aria-current={isHere ? 'page' : undefined}
        tabIndex={isStop ? 0 : -1}
        data-row
      >
        <Avatar
          id={person.id}
          name={person.name}
          photo={person.photo_url}
          size={20}
          presence={shown(person.presence)}
          className={styles.face}
        />
        <span className={styles.name}>{person.name}</span>
        {unread ? (
          <Badge count={count} what={count === 1 ? 'unread message' : 'unread messages'} />
        ) : (
          note && note !== 'away' && <span className={styles.note}>{note}</span>
        )}
      </Link>
    </li>
  )
})
