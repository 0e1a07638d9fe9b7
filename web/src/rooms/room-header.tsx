import { ArrowLeft, Ellipsis, Link as LinkIcon, PanelRight, Pencil, Puzzle, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { copyText, cx, IconButton, Menu, MenuItem, MenuLine, RoomBubble, Tooltip, toast } from '../ui'
import styles from './header.module.css'
import { InviteDialog } from './invite-dialog'
import type { RoomEntry } from './model'
import { TopicDialog } from './topic-dialog'

export interface PanelSwitch {
  isOpen: boolean
  toggle: () => void
}

/** Name and topic of the room, and what can be done with it. */
export function RoomHeader({ room, panel }: { room: RoomEntry; panel: PanelSwitch }) {
  const [, navigate] = useLocation()
  const [dialog, setDialog] = useState<'topic' | 'invite' | null>(null)
  const close = () => setDialog(null)
  async function copyLink() {
    if (await copyText(`${window.location.origin}/room/${room.id}`)) toast('Link copied')
  }
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <Back />
        <div className={styles.names}>
          <h1 className={styles.title}>
            <RoomBubble isPrivate={room.privacy === 'private'} />
            <span className="cut">{room.name}</span>
            {room.privacy === 'private' && <span className="hush">, private room</span>}
          </h1>
          <Topic room={room} onChange={() => setDialog('topic')} />
        </div>
        <PanelButton panel={panel} />
        <Menu button={<IconButton icon={Ellipsis} label="Room menu" />}>
          <MenuItem
            icon={Pencil}
            disabled={!room.can_post}
            end={room.can_post ? undefined : 'archived'}
            onSelect={() => setDialog('topic')}
          >
            Change the topic
          </MenuItem>
          <MenuItem
            icon={UserPlus}
            disabled={!room.can_post}
            end={room.can_post ? undefined : 'archived'}
            onSelect={() => setDialog('invite')}
          >
            Invite people
          </MenuItem>
          <MenuItem icon={LinkIcon} onSelect={() => void copyLink()}>
            Copy link to the room
          </MenuItem>
          <MenuLine />
          <MenuItem
            icon={Puzzle}
            disabled={!room.can_admin}
            end={room.can_admin ? undefined : 'room admins only'}
            onSelect={() => navigate(`/rooms/tokens/${room.id}`)}
          >
            Integrations
          </MenuItem>
        </Menu>
      </div>
      {dialog === 'topic' && <TopicDialog room={room} onClose={close} />}
      {dialog === 'invite' && <InviteDialog room={room} onClose={close} />}
    </header>
  )
}

/** One line; the whole text on hover and focus. A click changes it. */
function Topic({ room, onChange }: { room: RoomEntry; onChange: () => void }) {
  if (!room.can_post) return room.topic ? <span className={cx(styles.topic, 'cut')}>{room.topic}</span> : null
  const button = (
    <button type="button" className={cx(styles.topic, 'cut', !room.topic && styles.add)} onClick={onChange}>
      {room.topic || 'Add a topic'}
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

/** On the phone, back to the list. */
export function Back() {
  const [, navigate] = useLocation()
  return (
    <span className="only-phone">
      <IconButton icon={ArrowLeft} label="Back to rooms" onClick={() => navigate('/')} />
    </span>
  )
}

export function PanelButton({ panel }: { panel: PanelSwitch }) {
  return (
    <IconButton
      icon={PanelRight}
      label={panel.isOpen ? 'Hide side panel' : 'Show side panel'}
      aria-pressed={panel.isOpen}
      onClick={panel.toggle}
    />
  )
}
