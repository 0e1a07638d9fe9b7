import { Plus, SquarePen } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { Link } from 'wouter'
import { useChat, usePeople, useRooms, useShownKey } from '../chat/context'
import shell from '../chat/shell.module.css'
import { Brand, IconButton } from '../ui'
import { MeBar } from '../users/me-bar'
import { PersonRow } from '../users/person-row'
import { listedPeople, listedRooms } from './listed'
import { RoomRow } from './room-row'
import styles from './rooms-pane.module.css'

interface Props {
  onJump: (start?: string) => void
  onCreateRoom: () => void
}

/** The desk's left side: where one can go. One tab stop with arrow keys inside. */
export function RoomsPane({ onJump, onCreateRoom }: Props) {
  const chat = useChat()
  const rooms = useRooms()
  const people = usePeople()
  const shown = useShownKey()
  const list = useRef<HTMLDivElement>(null)
  const roomRows = listedRooms(rooms, shown)
  const personRows = listedPeople(people, chat.me.id, shown)
  const stop = shown ?? (roomRows[0] ? `room/${roomRows[0].id}` : null)
  return (
    <nav className={shell.rooms} aria-label="Rooms and people" data-region="rooms">
      <div className={styles.top}>
        <Link href="/" className={styles.home} aria-label="Chinwag">
          <Brand />
        </Link>
        <IconButton icon={SquarePen} label="New message" onClick={() => onJump()} />
      </div>
      <button type="button" className={styles.jump} onClick={() => onJump()}>
        <span className="grow">Jump to a room or person</span>
        <kbd>Ctrl K</kbd>
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys only move focus between the links inside */}
      <div className={styles.scroll} ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
        <div className={styles.heading}>
          <h2>Rooms</h2>
          {!chat.me.is_guest && (
            <IconButton icon={Plus} size="sm" label="Create a room" onClick={onCreateRoom} />
          )}
        </div>
        {roomRows.length === 0 && <p className={styles.none}>No rooms yet. Create the first one.</p>}
        <ul>
          {roomRows.map((room) => (
            <RoomRow
              key={room.id}
              room={room}
              isHere={shown === `room/${room.id}`}
              isStop={stop === `room/${room.id}`}
            />
          ))}
        </ul>
        <div className={styles.heading}>
          <h2>People</h2>
          <IconButton icon={Plus} size="sm" label="Message somebody" onClick={() => onJump('@')} />
        </div>
        {personRows.length === 0 && <p className={styles.none}>Nobody else is here yet.</p>}
        <ul>
          {personRows.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isHere={shown === `user/${person.id}`}
              isStop={stop === `user/${person.id}`}
            />
          ))}
        </ul>
      </div>
      <MeBar />
    </nav>
  )
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const edge = { Home: 0, End: -1 }[event.key]
  if (event.altKey || event.ctrlKey || event.metaKey || (step === undefined && edge === undefined)) return
  const links = [...(list?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])]
  const at = links.indexOf(document.activeElement as HTMLElement)
  const next = edge === undefined ? links[at + (step ?? 0)] : links.at(edge)
  if (!next) return
  event.preventDefault()
  next.focus()
}
