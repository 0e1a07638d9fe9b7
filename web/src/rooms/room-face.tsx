import { Lock } from 'lucide-react'
import { useState } from 'react'
import { cx, Icon, RoomBubble } from '../ui'
import styles from './room-face.module.css'

interface Props {
  room: { privacy: 'public' | 'private'; avatar_url?: string | null }
  isUnread?: boolean
  isLarge?: boolean
}

/** A room's picture, or its bubble. Unread rooms have a ring where the bubble would be filled. */
export function RoomFace({ room, isUnread = false, isLarge = false }: Props) {
  const [broken, setBroken] = useState<string | null>(null)
  const isPrivate = room.privacy === 'private'
  const picture = room.avatar_url
  if (!picture || picture === broken) return <RoomBubble isPrivate={isPrivate} />
  return (
    <span className={cx(styles.face, isUnread && styles.unread, isLarge && styles.large)}>
      <img src={picture} alt="" onError={() => setBroken(picture)} />
      {isPrivate && (
        <span className={styles.lock}>
          <Icon of={Lock} />
        </span>
      )}
    </span>
  )
}
