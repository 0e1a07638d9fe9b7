import { Archive, ArchiveRestore, Ellipsis, Trash, UserPen } from 'lucide-react'
import { Link } from 'wouter'
import { formatNumber, t } from '../i18n'
import { ActionCell, Cell, IconButton, Lozenge, MainCell, Menu, MenuItem, MenuLine } from '../ui'
import { sayPast } from '../ui/times'
import styles from './admin.module.css'
import type { AdminRoom } from './admin-calls'
import type { RoomDoing } from './room-dialogs'

/** One room: what it is, whose, how lively; the rest in a menu. */
export function RoomLine({ room, onAsk }: { room: AdminRoom; onAsk: (what: RoomDoing) => void }) {
  const name = room.name
  return (
    <tr>
      <MainCell second={room.topic && <span translate="no">{room.topic}</span>}>
        <span className={styles.state}>
          <Link href={`/room/${room.id}`} translate="no">
            {name}
          </Link>
          {room.privacy === 'private' && <Lozenge>{t('Private')}</Lozenge>}
          {room.is_archived && <Lozenge kind="moved">{t('Archived')}</Lozenge>}
          {room.is_guest_accessible && <Lozenge kind="current">{t('Open to guests')}</Lozenge>}
        </span>
      </MainCell>
      <Cell column={t('Owner')}>
        <span translate="no">{room.owner.name}</span>
      </Cell>
      <Cell column={t('Messages')} isNumber>
        {formatNumber(room.messages)}
      </Cell>
      <Cell column={t('Last message')} className="soft">
        {room.last_active ? sayPast(new Date(room.last_active)) : t('never')}
      </Cell>
      <ActionCell>
        <Menu button={<IconButton icon={Ellipsis} size="sm" label={t('Actions for {name}', { name })} />}>
          <MenuItem
            icon={UserPen}
            onSelect={() => onAsk('owner')}
            {...(room.is_archived ? { disabled: true, end: t('archived') } : {})}
          >
            {t('Change the owner…')}
          </MenuItem>
          {room.is_archived ? (
            <MenuItem icon={ArchiveRestore} onSelect={() => onAsk('restore')}>
              {t('Take out of the archive…')}
            </MenuItem>
          ) : (
            <MenuItem icon={Archive} onSelect={() => onAsk('archive')}>
              {t('Archive…')}
            </MenuItem>
          )}
          <MenuLine />
          <MenuItem icon={Trash} danger onSelect={() => onAsk('delete')}>
            {t('Delete…')}
          </MenuItem>
        </Menu>
      </ActionCell>
    </tr>
  )
}
