import { DoorOpen, type LucideIcon, SquarePen, UsersRound } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useChat, useShownKey } from '../chat/context'
import { ChatNotifications } from '../chat/dialogs'
import shell from '../chat/shell.module.css'
import { t } from '../i18n'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import { Brand, cx, Icon, IconButton } from '../ui'
import { laterDialog } from '../ui/later'
import { MeBar } from '../users/me-bar'
import { toggleFavourite, toggleUnread } from './choosing'
import { ListSection } from './list-section'
import styles from './rooms-pane.module.css'
import type { AskedRow } from './row-menu'
import { useRowInSight } from './use-row-in-sight'
import { useSections } from './use-sections'

const RowMenu = laterDialog(() => import('./row-menu'))

interface Props {
  onJump: (start?: string) => void
  onCreateRoom: () => void
}

/** The desk's left side: where one can go. One tab stop with arrow keys inside. */
export function RoomsPane({ onJump, onCreateRoom }: Props) {
  const [asked, setAsked] = useState<AskedRow | null>(null)
  const [notified, setNotified] = useState<ChatKey | null>(null)
  return (
    <nav className={shell.rooms} aria-label={t('Rooms and people')} data-region="rooms">
      <div className={styles.top}>
        <Link href="/" className={styles.home} aria-label="Chinwag">
          <Brand />
        </Link>
        <IconButton icon={SquarePen} label={t('New message')} onClick={() => onJump()} />
      </div>
      <button type="button" className={styles.jump} onClick={() => onJump()}>
        <span className="grow cut">{t('Jump to a room or person')}</span>
        <kbd>{t('Ctrl K')}</kbd>
      </button>
      <Scroll onAsk={setAsked}>
        <LobbyLinks />
        <Sections onJump={onJump} onCreateRoom={onCreateRoom} />
      </Scroll>
      <MeBar />
      {asked && (
        <RowMenu
          asked={asked}
          onNotifications={() => setNotified(asked.key)}
          onClose={() => setAsked(null)}
        />
      )}
      {notified && <NotificationsOf chatKey={notified} onClose={() => setNotified(null)} />}
    </nav>
  )
}

function NotificationsOf({ chatKey, onClose }: { chatKey: ChatKey; onClose: () => void }) {
  const chat = useChat()
  const of = isRoom(chatKey) ? chat.rooms.get(idOf(chatKey)) : chat.people.get(idOf(chatKey))
  return <ChatNotifications chatKey={chatKey} name={of?.name ?? ''} onClose={onClose} />
}

/** All there is, also what one never opened. */
function LobbyLinks() {
  const { me } = useChat()
  const [path] = useLocation()
  if (me.is_guest) return null
  return (
    <ul className={styles.lobby}>
      <li>
        <LobbyLink href="/rooms" icon={DoorOpen} text={t('All rooms')} path={path} />
      </li>
      <li>
        <LobbyLink href="/people" icon={UsersRound} text={t('Everybody')} path={path} />
      </li>
    </ul>
  )
}

function LobbyLink({
  href,
  icon,
  text,
  path,
}: {
  href: string
  icon: LucideIcon
  text: string
  path: string
}) {
  const isHere = path === href || path.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      className={cx(styles.row, isHere && styles.here)}
      aria-current={isHere ? 'page' : undefined}
      tabIndex={-1}
      data-row=""
    >
      <Icon of={icon} />
      <span className={styles.name}>{text}</span>
    </Link>
  )
}

function Sections({ onJump, onCreateRoom }: Props) {
  const shown = useShownKey()
  const sections = useSections()
  const keys = sections.flatMap(({ rows }) => rows.map(({ key }) => key))
  const stop = shown && keys.includes(shown) ? shown : (keys[0] ?? null)
  return sections.map((section) => (
    <ListSection
      key={section.id}
      section={section}
      shown={shown}
      stop={stop}
      onJump={onJump}
      onCreateRoom={onCreateRoom}
    />
  ))
}

/** Holds the rows: arrow keys move among them, S and U are theirs, and each has a menu. */
function Scroll({ onAsk, children }: { onAsk: (asked: AskedRow) => void; children: ReactNode }) {
  const chat = useChat()
  const list = useRef<HTMLDivElement>(null)
  useRowInSight(list)
  function onKeyDown(event: KeyboardEvent): void {
    // Menus of the headings are drawn elsewhere on the page, but their keys come by here.
    if (!event.currentTarget.contains(event.target as Node)) return
    const key = rowAt(event.target)?.key
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (key && event.key === 's') toggleFavourite(chat, key)
    else if (key && event.key === 'u') toggleUnread(chat, key)
    else if (!moveFocus(event.key, list.current)) return
    event.preventDefault()
  }
  function onContextMenu(event: MouseEvent): void {
    const row = rowAt(event.target)
    // With Shift comes the browser's own menu.
    if (!row?.key || event.shiftKey) return
    event.preventDefault()
    const isByKey = event.clientX === 0 && event.clientY === 0
    onAsk({ ...row, point: isByKey ? null : { x: event.clientX, y: event.clientY } })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and pointer belong to the links inside
    <div className={styles.scroll} ref={list} onKeyDown={onKeyDown} onContextMenu={onContextMenu}>
      {children}
    </div>
  )
}

function rowAt(target: EventTarget): { key: ChatKey; row: HTMLElement } | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('a[data-row]') : null
  return row && { key: row.dataset.row as ChatKey, row } // '' where a row is no chat
}

function moveFocus(key: string, list: HTMLElement | null): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  const edge = { Home: 0, End: -1 }[key]
  if (step === undefined && edge === undefined) return false
  const links = [...(list?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])]
  const at = links.indexOf(document.activeElement as HTMLElement)
  const next = edge === undefined ? links[at + (step ?? 0)] : links.at(edge)
  next?.focus()
  return next !== undefined
}
