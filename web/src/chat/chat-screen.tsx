import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { useMessageLinks } from '../extensions/on-screen'
import { t } from '../i18n'
import { lobbyAt } from '../lobby/places'
import { type ChatKey, isRoom } from '../messages/model'
import { useAlerts } from '../notifications/use-alerts'
import { liveliest } from '../rooms/liveliest'
import { RoomsPane } from '../rooms/rooms-pane'
import { keysOf } from '../rooms/use-sections'
import { toast, useTitle } from '../ui'
import { laterPart, laterPlace } from '../ui/later'
import { useChat, usePerson, useRoom } from './context'
import { CreateRoomDialog, fetchDialogs, SearchPage, ShortcutsDialog, Switcher } from './dialogs'
import { waiting } from './elsewhere'
import { type Command, nextChat } from './keys'
import { keepShown, lastShown } from './last-shown'
import { isSearch, keyAt, pathOf, searchPath } from './paths'
import { searchIn } from './search-in'
import { Sheet } from './sheet'
import shell from './shell.module.css'
import { applySideWidth } from './side-width'
import { useIsPhone } from './use-is-phone'
import { focusNextRegion, useKeys } from './use-keys'
import { useSwipes } from './use-swipes'

const LobbyView = laterPlace(() => import('../lobby/lobby-view'))
const ProfileLayer = laterPart(() => import('../profile/profile-layer'))

/** The main screen: the list of rooms and people on the desk, the conversation on the sheet. */
export function ChatScreen() {
  const chat = useChat()
  const [path, navigate] = useLocation()
  const isPhone = useIsPhone()
  const [switcher, setSwitcher] = useState<string | null>(null)
  const [newRoom, setNewRoom] = useState<string | null>(null)
  const [isHelp, setHelp] = useState(false)
  const asked = keyAt(path)
  const lobby = lobbyAt(path)
  const home = useHome()
  // On a desk some chat is always open; on the phone «/» is the list.
  const isSearching = isSearch(path)
  const key = asked ?? (isPhone || isSearching || lobby ? null : home)
  useEffect(() => {
    if (key) {
      chat.open(key)
      keepShown(chat.me.id, key)
    } else chat.leave()
  }, [chat, key])
  useEffect(() => {
    chat.onRefused = (sentence) => toast(sentence)
    chat.onInvited = ({ name, by, reason }) =>
      toast(
        reason
          ? t('{by} invited you to {name}: {reason}', { by, name, reason })
          : t('{by} invited you to {name}', { by, name }),
      )
  }, [chat])
  useEffect(fetchDialogs, [])
  useAlerts()
  useMessageLinks()
  useEffect(() => applySideWidth(), [])
  useChatTitle(key, isSearching ? t('Search') : lobby ? t('Rooms and people') : null)
  const jump = useCallback((start = '') => setSwitcher(start), [])
  function run(command: Command): boolean {
    switch (command.do) {
      case 'switcher':
        setSwitcher((open) => (open === null ? '' : null))
        return true
      case 'search':
        // A second time it is the browser's own search.
        if (isSearching && !command.isEverywhere) return false
        navigate(command.isEverywhere ? searchPath('') : searchIn(chat, key))
        return true
      case 'step': {
        const next = nextChat(keysOf(chat, key), key, command.by, command.unreadOnly)
        if (next) navigate(pathOf(next))
        return true
      }
      case 'region':
        focusNextRegion(command.by)
        return true
      case 'shortcuts':
        setHelp(true)
        return true
      case 'composer':
        if (key) chat.unread.read(key)
        document.querySelector<HTMLElement>('[data-region="composer"] textarea')?.focus()
        return true
      case 'timeline':
        document.querySelector<HTMLElement>('[data-region="timeline"]')?.focus()
        return true
    }
  }
  useKeys(run)
  const app = useRef<HTMLDivElement>(null)
  const pane = asked || isSearching || lobby ? 'chat' : 'list'
  useSwipes(app, pane)
  return (
    <div className={shell.app} data-pane={pane} ref={app}>
      <a className={shell.skip} href="#conversation">
        {t('Skip to the conversation')}
      </a>
      {/* On the phone the list may be all there is: then it is the main part of the page. */}
      <div className={shell.alone} role={key || isSearching || lobby ? undefined : 'main'}>
        {!key && !isSearching && !lobby && <h1 className="hush">{t('Rooms and people')}</h1>}
        <RoomsPane onJump={jump} onCreateRoom={() => setNewRoom('')} />
      </div>
      {isSearching ? (
        <SearchPage />
      ) : lobby ? (
        <LobbyView lobby={lobby} onCreateRoom={() => setNewRoom('')} />
      ) : (
        <Sheet chatKey={key} onCreateRoom={() => setNewRoom('')} />
      )}
      <ProfileLayer />
      {switcher !== null && (
        <Switcher start={switcher} onClose={() => setSwitcher(null)} onCreateRoom={setNewRoom} />
      )}
      {isHelp && <ShortcutsDialog onClose={() => setHelp(false)} />}
      {newRoom !== null && <CreateRoomDialog name={newRoom} onClose={() => setNewRoom(null)} />}
    </div>
  )
}

/** Where «/» leads: the chat that was open last, else the room where somebody spoke last. */
function useHome(): ChatKey | null {
  const chat = useChat()
  const find = () => {
    const last = lastShown(chat.me.id)
    if (last && chat.place(last)) return last
    const { rooms } = chat.rooms.store.getState()
    return liveliest(rooms.values()) ?? keysOf(chat, null)[0]?.key ?? null
  }
  const home = useStore(chat.rooms.store, find)
  // With people alone there is somebody to write to.
  const somebody = useStore(chat.people.store, () => home ?? find())
  return home ?? somebody
}

/** «(3) Deploys · Chinwag»: mentions and one-to-one messages as a number, other unread messages as a dot. */
function useChatTitle(key: ChatKey | null, page: string | null): void {
  const room = useRoom(key && isRoom(key) ? Number(key.slice(5)) : 0)
  const person = usePerson(key && !isRoom(key) ? Number(key.slice(5)) : 0)
  const mark = useTitleMark()
  useTitle(page ?? room?.name ?? person?.name ?? '', mark)
}

/** Of what is not muted, here and elsewhere. */
function useTitleMark(): string {
  const chat = useChat()
  const mark = () => {
    const { calls, chats } = waiting(chat, null)
    return calls > 0 ? `(${calls > 99 ? '99+' : calls})` : chats > 0 ? '•' : ''
  }
  useStore(chat.people.store, mark)
  useStore(chat.preferences.store, mark)
  return useStore(chat.rooms.store, mark)
}
