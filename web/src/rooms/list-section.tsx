import { ChevronDown, ChevronRight, DoorOpen, EllipsisVertical, Plus } from 'lucide-react'
import { useId } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { msg, plural, t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { cx, Icon, IconButton } from '../ui'
import { later } from '../ui/later'
import { PersonRow } from '../users/person-row'
import type { Row, Section } from './listed'
import { RoomRow } from './room-row'
import styles from './rooms-pane.module.css'
import { useIsFolded } from './use-sections'

const ListMenu = later(() => import('./list-menu'))

const NAMES = { favourites: msg('Favourites'), rooms: msg('Rooms'), people: msg('People') }
const NOBODY = { rooms: msg('No rooms yet. Create the first one.'), people: msg('Nobody else is here yet.') }

interface Props {
  section: Section
  shown: ChatKey | null
  /** The row that Tab stops at. */
  stop: ChatKey | null
  onJump: (start?: string) => void
  onCreateRoom: () => void
}

/** Favourites, rooms or people: a heading that folds them, and the rows. */
export function ListSection({ section: { id, rows, more }, shown, stop, onJump, onCreateRoom }: Props) {
  const chat = useChat()
  const isFolded = useIsFolded(id)
  const list = useId()
  if (id === 'favourites' && rows.length === 0 && more === 0) return null
  return (
    <section>
      <div className={styles.heading}>
        <h2>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={!isFolded}
            aria-controls={list}
            onClick={() => chat.folded.toggle(id)}
          >
            {t(NAMES[id])}
            <Icon of={isFolded ? ChevronRight : ChevronDown} size="sm" />
          </button>
        </h2>
        {id === 'rooms' && <ListMenu button={(ask) => <OrderButton {...ask} />} props={{}} />}
        {id === 'rooms' && !chat.me.is_guest && (
          <IconButton icon={Plus} size="sm" label={t('Create a room')} onClick={onCreateRoom} />
        )}
        {id === 'people' && !chat.me.is_guest && (
          <IconButton icon={Plus} size="sm" label={t('Message somebody')} onClick={() => onJump('@')} />
        )}
      </div>
      {id !== 'favourites' && rows.length === 0 && more === 0 && (
        <p className={styles.none}>{t(NOBODY[id])}</p>
      )}
      <ul id={list}>
        {rows.map((row) => (
          <ListRow key={row.key} row={row} isHere={shown === row.key} isStop={stop === row.key} />
        ))}
        {id === 'rooms' && more > 0 && !isFolded && !chat.me.is_guest && <MoreRooms count={more} />}
      </ul>
    </section>
  )
}

function OrderButton(ask: { onClick: () => void; onPointerEnter: () => void }) {
  return <IconButton icon={EllipsisVertical} size="sm" label={t('Order of the list')} data-order {...ask} />
}

function ListRow({ row, isHere, isStop }: { row: Row; isHere: boolean; isStop: boolean }) {
  const { drafts } = useChat().writing
  const isBegun = useStore(drafts.store, ({ keys }) => keys.has(row.key))
  const rest = { isUnread: row.isUnread, isMuted: row.isMuted, isHere, isStop, hasDraft: isBegun && !isHere }
  return row.kind === 'room' ? (
    <RoomRow room={row.room} {...rest} />
  ) : (
    <PersonRow person={row.person} {...rest} />
  )
}

/** Those that a long list leaves out. */
function MoreRooms({ count }: { count: number }) {
  return (
    <li>
      <Link href="/rooms" className={cx(styles.row, styles.moreRooms)} tabIndex={-1} data-row="">
        <Icon of={DoorOpen} />
        {plural(count, { one: '{n} more room', other: '{n} more rooms' })}
      </Link>
    </li>
  )
}
