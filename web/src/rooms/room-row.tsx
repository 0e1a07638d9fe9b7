import { memo } from 'react'
import { Link } from 'wouter'
import { Badge, cx } from '../ui'
import { isUnread, type RoomEntry } from './model'
import { RoomFace } from './room-face'
import styles from './rooms-pane.module.css'

interface Props {
  room: RoomEntry
  isHere: boolean
  /** The one row of the list that Tab stops at. */
  isStop: boolean
}

export const RoomRow = memo(function RoomRow({ room, isHere, isStop }: Props) {
  const unread = isUnread(room)
  return (
    <li>
      <Link
        href={`/room/${room.id}`}
        className={cx(styles.row, unread && styles.unread, isHere && styles.here)}
        aria-current={isHere ? 'page' : undefined}
        tabIndex={isStop ? 0 : -1}
        data-row
      >
        <RoomFace room={room} isUnread={unread} />
        <span className={styles.name}>{room.name}</span>
        {room.privacy === 'private' && <span className="hush">, private</span>}
        {unread && <span className="hush">, unread</span>}
        {room.is_archived && <span className={styles.note}>archived</span>}
        {room.mentions > 0 && (
          <Badge count={room.mentions} what={room.mentions === 1 ? 'mention of you' : 'mentions of you'} />
        )}
      </Link>
    </li>
  )
})
