import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import { Back } from '../chat/back'
import { ConnectionBanner } from '../chat/connection-banner'
import { useChat } from '../chat/context'
import shell from '../chat/shell.module.css'
import { t } from '../i18n'
import header from '../rooms/header.module.css'
import { cx, Empty, useTitle } from '../ui'
import styles from './lobby.module.css'
import { PeopleDirectory } from './people-directory'
import { PersonPage } from './person-page'
import type { Lobby } from './places'
import { RoomDirectory } from './room-directory'
import { Welcome } from './welcome'

interface Props {
  lobby: Lobby
  onCreateRoom: () => void
}

/** All rooms and all people, on the sheet: what there is to join, and whom one can talk to. */
export default function LobbyView({ lobby, onCreateRoom }: Props) {
  const chat = useChat()
  useFresh()
  return (
    <div className={shell.sheet} data-side="off">
      <header className={header.head}>
        <div className={header.line}>
          <Back />
          <nav className={styles.tabs} aria-label={t('Lobby')}>
            <Tab href="/rooms" isHere={lobby.page === 'rooms'} text={t('Rooms')} />
            <Tab
              href="/people"
              isHere={lobby.page === 'people' || lobby.page === 'person'}
              text={t('People')}
            />
          </nav>
        </div>
      </header>
      <ConnectionBanner />
      <main className={cx(shell.main, styles.main)} id="conversation" tabIndex={-1} data-region="timeline">
        {chat.me.is_guest ? (
          <NotForGuests />
        ) : lobby.page === 'rooms' ? (
          <RoomDirectory onCreateRoom={onCreateRoom} />
        ) : lobby.page === 'people' ? (
          <PeopleDirectory />
        ) : lobby.page === 'person' ? (
          <PersonPage key={lobby.id} id={lobby.id} />
        ) : (
          <Welcome onCreateRoom={onCreateRoom} />
        )}
      </main>
    </div>
  )
}

function Tab({ href, isHere, text }: { href: string; isHere: boolean; text: string }) {
  return (
    <Link href={href} className={styles.tab} aria-current={isHere ? 'page' : undefined}>
      {text}
    </Link>
  )
}

function NotForGuests() {
  useTitle(t('Lobby'))
  return (
    <Empty title={t('Guests stay in one room')}>
      {t('You came by the link of a room, and that is what you see.')}
    </Empty>
  )
}

/** What is listed is fetched anew when the live connection tells of another room or person. */
function useFresh(): void {
  const queries = useQueryClient()
  const chat = useChat()
  const rooms = useStore(chat.rooms.store, (store) => store.rooms.size)
  const people = useStore(chat.people.store, (store) => store.people.size)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers are what it is about
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['lobby'] })
  }, [queries, rooms, people])
}
