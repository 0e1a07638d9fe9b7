import { type LucideIcon, Plug } from 'lucide-react'
import { useState } from 'react'
import { msg, t } from '../i18n'
import styles from './avatar.module.css'
import { cx } from './cx'
import { Icon } from './icon'
import { initials } from './initials'

export type Size = 20 | 24 | 28 | 32 | 36 | 40 | 64
/** HipChat's `show`, with `null` for offline. */
export type PresenceShow = 'chat' | 'away' | 'xa' | 'dnd' | null

const PRESENCE = {
  chat: { look: styles.here, word: msg('Available') },
  away: { look: styles.away, word: msg('Away') },
  xa: { look: styles.away, word: msg('Away') },
  dnd: { look: styles.dnd, word: msg('Do not disturb') },
  gone: { look: styles.gone, word: msg('Offline') },
} as const

/** Presence by shape as well as colour, with its word for screen readers unless that stands beside it. */
export function Presence({ show, isSilent }: { show: PresenceShow; isSilent?: boolean | undefined }) {
  const { look, word: message } = PRESENCE[show ?? 'gone']
  const word = t(message)
  return (
    <span className={cx(styles.presence, look)} title={word}>
      {!isSilent && <span className="hush">{word}</span>}
    </span>
  )
}

interface AvatarProps {
  /** Chooses one of eight grounds. */
  id: number
  name: string
  photo?: string | null
  /** Without a size it follows the density (`--avatar`). */
  size?: Size
  /** Leave out to draw no presence; `null` is offline. */
  presence?: PresenceShow
  /** The word for the presence stands beside it. */
  isPresenceSilent?: boolean
  className?: string
}

/** A person: a bubble with a picture or initials. The name stands beside it, so the picture itself is silent. */
export function Avatar({ id, name, photo, size, presence, isPresenceSilent, className }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null)
  const ground = styles[`g${(id % 8) + 1}`]
  return (
    <span className={cx(styles.avatar, size ? styles[`s${size}`] : styles.own, ground, className)}>
      {photo && photo !== broken ? (
        <img src={photo} alt="" onError={() => setBroken(photo)} />
      ) : (
        <span aria-hidden="true" translate="no">
          {initials(name)}
        </span>
      )}
      {presence !== undefined && <Presence show={presence} isSilent={isPresenceSilent} />}
    </span>
  )
}

interface TileProps {
  size?: Size
  icon?: LucideIcon
  picture?: string | null
  className?: string
}

/** An integration: a square tile, never a face. Without an icon it shows the plug. */
export function Tile({ size, icon = Plug, picture, className }: TileProps) {
  const [broken, setBroken] = useState<string | null>(null)
  return (
    <span className={cx(styles.avatar, styles.tile, size ? styles[`s${size}`] : styles.own, className)}>
      {picture && picture !== broken ? (
        <img src={picture} alt="" onError={() => setBroken(picture)} />
      ) : (
        <Icon of={icon} />
      )}
    </span>
  )
}
