import { Ellipsis, PanelRight, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { Back } from '../chat/back'
import { useChat, useShownKey } from '../chat/context'
import { InviteDialog, RoomPictureDialog, TopicDialog } from '../chat/dialogs'
import { searchIn } from '../chat/search-in'
import { t } from '../i18n'
import { cx, IconButton, Tooltip } from '../ui'
import { later } from '../ui/later'
import styles from './header.module.css'
import type { RoomEntry } from './model'
import { RoomFace } from './room-face'
import { StarButton } from './star-button'

const RoomMenu = later(() => import('./room-menu'))

export interface PanelSwitch {
  isOpen: boolean
  /** It lies over the conversation: there is no room beside it. */
  liesOver: boolean
  toggle: () => void
}

interface Props {
  room: RoomEntry
  panel: Pick<PanelSwitch, 'isOpen' | 'toggle'>
  /** A row of its own below the name. */
  below?: ReactNode
}

/** Name and topic of the room, and what can be done with it. */
export function RoomHeader({ room, panel, below }: Props) {
  const [dialog, setDialog] = useState<'topic' | 'invite' | 'picture' | null>(null)
  const close = () => setDialog(null)
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <Back />
        <div className={styles.names}>
          <h1 className={styles.title}>
            <RoomFace room={room} isLarge />
            <span className="cut">{room.name}</span>
            {room.privacy === 'private' && <span className="hush">{t(', private room')}</span>}
          </h1>
          <StarButton chatKey={`room/${room.id}`} />
          <Topic room={room} onChange={() => setDialog('topic')} />
        </div>
        <SearchButton />
        <PanelButton panel={panel} />
        <RoomMenu
          button={(ask) => <IconButton icon={Ellipsis} label={t('Room menu')} {...ask} />}
          props={{ room, onAsk: setDialog }}
        />
      </div>
      {below}
      {dialog === 'topic' && <TopicDialog room={room} onClose={close} />}
      {dialog === 'picture' && <RoomPictureDialog room={room} onClose={close} />}
      {dialog === 'invite' && <InviteDialog room={room} onClose={close} />}
    </header>
  )
}

/** One line; the whole text on hover and focus. A click changes it. */
function Topic({ room, onChange }: { room: RoomEntry; onChange: () => void }) {
  const { me } = useChat()
  if (!room.can_post || me.is_guest)
    return room.topic ? (
      <span className={cx(styles.topic, 'cut')} dir="auto">
        {room.topic}
      </span>
    ) : null
  const button = (
    <button
      type="button"
      className={cx(styles.topic, 'cut', !room.topic && styles.add)}
      dir={room.topic ? 'auto' : undefined}
      onClick={onChange}
    >
      {room.topic || t('Add a topic')}
    </button>
  )
  return room.topic ? (
    <Tooltip text={room.topic} side="bottom">
      {button}
    </Tooltip>
  ) : (
    button
  )
}

/** Searches here first. */
export function SearchButton() {
  const chat = useChat()
  const key = useShownKey()
  const [, navigate] = useLocation()
  return (
    <IconButton
      icon={Search}
      label={t('Search')}
      keys="Ctrl F"
      onClick={() => navigate(searchIn(chat, key))}
    />
  )
}

export function PanelButton({ panel }: { panel: Pick<PanelSwitch, 'isOpen' | 'toggle'> }) {
  return (
    <IconButton
      icon={PanelRight}
      label={panel.isOpen ? t('Hide side panel') : t('Show side panel')}
      aria-expanded={panel.isOpen}
      onClick={panel.toggle}
    />
  )
}
