import { BellOff, Pencil } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'wouter'
import { plural, t } from '../i18n'
import { Badge, cx, Icon } from '../ui'
import type { RoomEntry } from './model'
import { RoomFace } from './room-face'
import styles from './rooms-pane.module.css'

export interface RowProps {
  isUnread: boolean
  isMuted: boolean
  isHere: boolean
  /** Something is written there and not sent. */
  hasDraft: boolean
  /** The one row of the list that Tab stops at. */
  isStop: boolean
}

/** What comes with the address of a chat that was chosen from the list: «back» leads there. */
export const FROM_LIST = { fromList: true }

export const RoomRow = memo(function RoomRow(props: RowProps & { room: RoomEntry }) {
  const { room, isUnread, isMuted, isHere, isStop, hasDraft } = props
  return (
    <li>
      <Link
        href={`/room/${room.id}`}
        state={FROM_LIST}
        className={rowLook(props)}
        aria-current={isHere ? 'page' : undefined}
        tabIndex={isStop ? 0 : -1}
        data-row={`room/${room.id}`}
      >
        <RoomFace room={room} isUnread={isUnread && !isMuted} />
        <span className={styles.name} translate="no">
          {room.name}
        </span>
        {room.privacy === 'private' && <span className="hush">, {t('private')}</span>}
        {isUnread && <span className="hush">, {t('unread')}</span>}
        {room.is_archived && <span className={styles.note}>{t('archived')}</span>}
        {hasDraft && <Draft />}
        {isMuted && <Muted />}
        {room.mentions > 0 && (
          <Badge
            count={room.mentions}
            quiet={isMuted}
            what={plural(room.mentions, { one: '{n} mention of you', other: '{n} mentions of you' })}
          />
        )}
      </Link>
    </li>
  )
})

export function rowLook({ isUnread, isMuted, isHere }: RowProps): string {
  return cx(styles.row, isUnread && styles.unread, isMuted && styles.muted, isHere && styles.here)
}

export function Draft() {
  return (
    <>
      <Icon of={Pencil} size="sm" className={styles.draft} />
      <span className="hush">, {t('draft')}</span>
    </>
  )
}

export function Muted() {
  return (
    <>
      <Icon of={BellOff} size="sm" />
      <span className="hush">, {t('muted')}</span>
    </>
  )
}
