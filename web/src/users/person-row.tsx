import { memo } from 'react'
import { Link } from 'wouter'
import { plural, t } from '../i18n'
import { Draft, FROM_LIST, Muted, type RowProps, rowLook } from '../rooms/room-row'
import styles from '../rooms/rooms-pane.module.css'
import { Badge } from '../ui'
import { type Person, presenceNote } from './model'
import { PersonFace } from './person-face'

export const PersonRow = memo(function PersonRow(props: RowProps & { person: Person }) {
  const { person, isUnread, isMuted, isHere, isStop, hasDraft } = props
  const count = person.last_position - person.read_position
  const note = presenceNote(person.presence)
  return (
    <li>
      <Link
        href={`/chat/${person.id}`}
        state={FROM_LIST}
        className={rowLook(props)}
        aria-current={isHere ? 'page' : undefined}
        tabIndex={isStop ? 0 : -1}
        data-row={`user/${person.id}`}
      >
        <PersonFace person={person} size={20} className={styles.face} />
        <span className={styles.name} translate="no">
          {person.name}
        </span>
        {person.is_guest && <span className={styles.note}>{t('guest')}</span>}
        {hasDraft && <Draft />}
        {isMuted && <Muted />}
        {isUnread ? (
          <Badge
            count={count}
            quiet={isMuted}
            what={plural(count, { one: '{n} unread message', other: '{n} unread messages' })}
          />
        ) : (
          note && note !== t('away') && <span className={styles.note}>{note}</span>
        )}
      </Link>
    </li>
  )
})
