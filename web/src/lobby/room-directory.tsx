import { Plus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { formatNumber, msg, plural, sayEach, t } from '../i18n'
import { RoomFace } from '../rooms/room-face'
import { Button, Check, cx, Empty, Icon, Loaded, Lozenge, Select, useTitle } from '../ui'
import { sayPast } from '../ui/times'
import { type DirectoryRoom, listRooms, type RoomSort } from './calls'
import { EndlessList } from './endless-list'
import styles from './lobby.module.css'
import { useMay } from './may'
import { SearchLine } from './search-line'
import { useDirectory } from './use-directory'
import { useLaterText } from './use-later-text'

const SORTS = [
  { value: 'name', text: msg('By name') },
  { value: 'activity', text: msg('Newest message first') },
  { value: 'people', text: msg('Most people first') },
] as const

/** `/rooms`: every room that one may see, also those one never opened. */
export function RoomDirectory({ onCreateRoom }: { onCreateRoom: () => void }) {
  useTitle(t('Rooms'))
  const [typed, setTyped] = useState('')
  const [sort, setSort] = useState<RoomSort>('name')
  const [withArchived, setArchived] = useState(false)
  const may = useMay()
  const q = useLaterText(typed.trim())
  const { found, more, total } = useDirectory(['rooms', q, sort, withArchived], (paging, signal) =>
    listRooms({ q, sort, 'include-archived': withArchived ? 'true' : 'false', ...paging }, signal),
  )
  return (
    <>
      <div className={styles.head}>
        <h1>{t('Rooms')}</h1>
        <span className="quiet" aria-live="polite">
          {found.data && plural(total, { one: '{n} room', other: '{n} rooms' })}
        </span>
        <span className="grow" />
        {may('create_rooms') && (
          <Button look="go" icon={Plus} onClick={onCreateRoom}>
            {t('Create a room')}
          </Button>
        )}
      </div>
      <SearchLine label={t('Find a room by name or topic')} value={typed} onChange={setTyped}>
        <Select
          aria-label={t('Order')}
          value={sort}
          options={sayEach(SORTS)}
          onChange={(event) => setSort(event.target.value as RoomSort)}
        />
        <Check checked={withArchived} onChange={(event) => setArchived(event.target.checked)}>
          {t('Archived rooms, too')}
        </Check>
      </SearchLine>
      <Loaded query={found} lines={6}>
        {({ pages }) =>
          total === 0 ? (
            <NoRoom q={q} />
          ) : (
            <EndlessList
              label={t('Rooms')}
              items={pages.flatMap((page) => page.items)}
              total={total}
              onMore={more}
              keyOf={(room) => room.id}
              draw={(room) => <RoomLine room={room} />}
            />
          )
        }
      </Loaded>
    </>
  )
}

/** Nothing to show, and why. */
function NoRoom({ q }: { q: string }) {
  if (!q) {
    return (
      <Empty title={t('No rooms yet')}>
        {t('A room is a place for one subject. Create the first one, then invite people.')}
      </Empty>
    )
  }
  return (
    <Empty title={t('No room fits')}>
      {t('Nothing is called “{q}”, and no topic says it. Try a shorter word, or look among archived rooms.', {
        q,
      })}
    </Empty>
  )
}

/** Bubble, name and topic; who is there and when somebody spoke last. */
function RoomLine({ room }: { room: DirectoryRoom }) {
  // The live connection knows names and topics of now.
  const now = useStore(useChat().rooms.store, ({ rooms }) => rooms.get(room.id))
  const shown = now ? { ...room, name: now.name, topic: now.topic, is_archived: now.is_archived } : room
  const isUnread = now ? now.last_position > now.read_position : false
  return (
    <Link href={`/room/${room.id}`} className={cx(styles.line, shown.is_archived && styles.dim)}>
      <RoomFace room={room} isUnread={isUnread} isLarge />
      <span className={styles.words}>
        <span className={styles.name}>
          <b className="cut" translate="no">
            {shown.name}
          </b>
          {room.privacy === 'private' && <span className="hush">{t('private room')}</span>}
          {shown.is_archived && <Lozenge>{t('Archived')}</Lozenge>}
        </span>
        <span className={cx('cut', 'small', 'quiet')} translate="no">
          {shown.topic || (room.owner_name && t('Made by {name}', { name: room.owner_name }))}
        </span>
      </span>
      <span className={cx(styles.figure, 'not-phone')}>
        {room.people > 0 && (
          <>
            <Icon of={UsersRound} size="sm" />
            <span className="hush">
              {room.privacy === 'private'
                ? plural(room.people, { one: '{n} member', other: '{n} members' })
                : plural(room.people, { one: '{n} person here now', other: '{n} people here now' })}
            </span>
            <span aria-hidden="true">{formatNumber(room.people)}</span>
          </>
        )}
      </span>
      <span className={cx(styles.when, 'small', 'quiet')}>
        {room.last_active ? sayPast(new Date(room.last_active)) : t('never used')}
      </span>
    </Link>
  )
}
