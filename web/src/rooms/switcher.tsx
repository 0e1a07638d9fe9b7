import { Dialog } from '@base-ui/react/dialog'
import { Plus, Search } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useChat, usePeople, useRooms } from '../chat/context'
import { pathOf } from '../chat/paths'
import { rich, t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { Avatar, cx, Icon } from '../ui'
import { shown } from '../users/model'
import { find, type Hit, type Marks } from './find'
import { isUnread } from './model'
import { RoomFace } from './room-face'
import styles from './switcher.module.css'

interface Props {
  start: string
  onClose: () => void
  onCreateRoom: (name: string) => void
}

/** Ctrl K: jump to a room or person. The first hit is chosen at once. */
export default function Switcher({ start, onClose, onCreateRoom }: Props) {
  const chat = useChat()
  const rooms = useRooms()
  const people = usePeople()
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState(start)
  const [chosen, setChosen] = useState(0)
  const id = useId()
  const hits = useMemo(() => {
    const others = [...people.values()].filter((person) => person.id !== chat.me.id || asked.length > 2)
    return find(asked, rooms.values(), others, !chat.me.is_guest)
  }, [asked, rooms, people, chat])
  function go(hit: Hit | undefined): void {
    if (!hit) return
    onClose()
    if (hit.kind === 'create') onCreateRoom(hit.name)
    else navigate(pathOf(hit.key as ChatKey))
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setChosen((at) => Math.min(at + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setChosen((at) => Math.max(at - 1, 0))
    else if (event.key === 'Enter') go(hits[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup className={styles.box} aria-label={t('Jump to a room or person')}>
          <div className={styles.ask}>
            <Icon of={Search} />
            <input
              value={asked}
              placeholder={t('Jump to a room or person')}
              aria-label={t('Jump to a room or person')}
              role="combobox"
              aria-expanded="true"
              aria-controls={id}
              aria-activedescendant={hits.length > 0 ? `${id}-${chosen}` : undefined}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setAsked(event.target.value)
                setChosen(0)
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div className={styles.list} role="listbox" id={id} aria-label={t('Rooms and people')}>
            {hits.map((hit, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
              <div
                key={hit.key}
                id={`${id}-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === chosen}
                className={cx(styles.option, isHitUnread(hit) && styles.unread)}
                onPointerMove={() => setChosen(i)}
                onClick={() => go(hit)}
              >
                <HitFace hit={hit} />
                {i === chosen && <kbd>{t('Enter')}</kbd>}
              </div>
            ))}
            {hits.length === 0 && <p className={styles.none}>{t('No room or person with that name.')}</p>}
          </div>
          <div className={styles.foot} aria-hidden="true">
            <span>{rich('<kbd>↑</kbd> <kbd>↓</kbd> choose', { kbd: (text) => <kbd>{text}</kbd> })}</span>
            <span>{rich('<kbd>Enter</kbd> open', { kbd: (text) => <kbd>{text}</kbd> })}</span>
            <span>{rich('<kbd>@</kbd> people only', { kbd: (text) => <kbd>{text}</kbd> })}</span>
            <span>{rich('<kbd>Esc</kbd> close', { kbd: (text) => <kbd>{text}</kbd> })}</span>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function isHitUnread(hit: Hit): boolean {
  if (hit.kind === 'create') return false
  return isUnread(hit.kind === 'room' ? hit.room : hit.person)
}

function HitFace({ hit }: { hit: Hit }) {
  switch (hit.kind) {
    case 'room':
      return (
        <>
          <RoomFace room={hit.room} isUnread={isHitUnread(hit)} />
          <Name text={hit.room.name} marks={hit.marks} />
          <span className={styles.more}>{hit.room.is_archived ? t('archived') : hit.room.topic}</span>
        </>
      )
    case 'person':
      return (
        <>
          <Avatar
            id={hit.person.id}
            name={hit.person.name}
            photo={hit.person.photo_url}
            size={24}
            presence={shown(hit.person.presence)}
          />
          <Name text={hit.person.name} marks={hit.marks} />
          <span className={styles.more}>
            {[`@${hit.person.mention_name}`, hit.person.title].filter(Boolean).join(' · ')}
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
  }
}

function Name({ text, marks }: { text: string; marks: Marks }) {
  if (!marks) return <span className={styles.name}>{text}</span>
  return (
    <span className={styles.name}>
      {text.slice(0, marks.from)}
      <mark>{text.slice(marks.from, marks.to)}</mark>
      {text.slice(marks.to)}
    </span>
  )
}
