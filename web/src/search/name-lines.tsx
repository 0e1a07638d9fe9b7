import { CornerDownLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { usePerson } from '../chat/context'
import { pathOf } from '../chat/paths'
import { t } from '../i18n'
import { roomKey, userKey } from '../messages/model'
import { RoomFace } from '../rooms/room-face'
import { Avatar, Icon, Lozenge } from '../ui'
import { shown } from '../users/model'
import { Marked } from './marked'
import type { PersonHit, RoomHit } from './model'
import styles from './search.module.css'

interface Props {
  href: string
  face: ReactNode
  onOpen: () => void
  children: ReactNode
}

function NameLine({ href, face, onOpen, children }: Props) {
  return (
    <li className={styles.item}>
      <div className={styles.hit}>
        {face}
        <Link href={href} className={styles.link} data-hit onClick={onOpen}>
          {children}
        </Link>
        <span className={styles.tools}>
          <Icon of={CornerDownLeft} size="sm" className={`${styles.go} mirrors`} />
        </span>
      </div>
    </li>
  )
}

/** A room that was found. */
export function RoomLine({ hit, onOpen }: { hit: RoomHit; onOpen: () => void }) {
  const { room, highlights, topic_highlights } = hit
  return (
    <NameLine
      href={pathOf(roomKey(room.id))}
      face={
        <span className={styles.face}>
          <RoomFace room={room} isLarge />
        </span>
      }
      onOpen={onOpen}
    >
      <span className={styles.by}>
        <b>
          <Marked text={room.name} spans={highlights} longest={120} />
        </b>
        {room.privacy === 'private' && <span className={styles.more}>{t('private')}</span>}
        {room.is_archived && <Lozenge>{t('Archived')}</Lozenge>}
      </span>
      <span className={styles.more}>
        {room.topic ? <Marked text={room.topic} spans={topic_highlights} longest={160} /> : t('No topic')}
      </span>
    </NameLine>
  )
}

/** A person who was found. */
export function PersonLine({ hit, onOpen }: { hit: PersonHit; onOpen: () => void }) {
  const { person, highlights } = hit
  const known = usePerson(person.id)
  return (
    <NameLine
      href={pathOf(userKey(person.id))}
      face={
        <Avatar
          id={person.id}
          name={person.name}
          photo={person.photo_url}
          size={32}
          presence={shown(known?.presence)}
        />
      }
      onOpen={onOpen}
    >
      <span className={styles.by}>
        <b>
          <Marked text={person.name} spans={highlights} longest={120} />
        </b>
        {person.is_guest && <Lozenge>{t('Guest')}</Lozenge>}
      </span>
      <span className={styles.more} translate="no">
        {[`@${person.mention_name}`, person.title].filter(Boolean).join(' · ')}
      </span>
    </NameLine>
  )
}
