import { Plus, Search } from 'lucide-react'
import { t } from '../i18n'
import { Icon } from '../ui'
import { PersonFace } from '../users/person-face'
import type { Hit } from './find'
import type { Marks } from './fuzzy'
import { RoomFace } from './room-face'
import styles from './switcher.module.css'

/** Face, name and what tells namesakes apart. */
export function HitLine({ hit, isUnread }: { hit: Hit; isUnread: boolean }) {
  switch (hit.kind) {
    case 'room':
      return (
        <>
          <RoomFace room={hit.room} isUnread={isUnread} />
          <Name text={hit.room.name} marks={hit.marks} />
          <span className={styles.more} translate="no">
            {hit.room.topic || (hit.room.privacy === 'private' ? t('private') : '')}
          </span>
        </>
      )
    case 'person':
      return (
        <>
          <PersonFace person={hit.person} size={24} />
          <Name text={hit.person.name} marks={hit.marks} />
          <span className={styles.more} translate="no">
            @{hit.person.mention_name}
            {hit.person.title && ' · '}
            <Marked text={hit.person.title} marks={hit.titleMarks} />
          </span>
        </>
      )
    case 'create':
      return (
        <>
          <Icon of={Plus} />
          <span className="grow cut">{t('Create room “{name}”', { name: hit.name })}</span>
        </>
      )
    case 'search':
      return (
        <>
          <Icon of={Search} />
          <span className="grow cut">{t('Search messages for “{words}”', { words: hit.words })}</span>
        </>
      )
  }
}

function Name(props: { text: string; marks: Marks }) {
  return (
    <span className={styles.name} translate="no">
      <Marked {...props} />
    </span>
  )
}

function Marked({ text, marks }: { text: string; marks: Marks }) {
  const last = marks.at(-1)?.[1] ?? 0
  return (
    <>
      {marks.map(([from, to], i) => (
        <span key={from}>
          {text.slice(marks[i - 1]?.[1] ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(last)}
    </>
  )
}
