import {
  BookOpen,
  KeyRound,
  LogOut,
  MessageSquareText,
  Monitor,
  Moon,
  Settings,
  Sun,
  UserRound,
} from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { useChat, useConnection, usePerson } from '../chat/context'
import styles from '../rooms/rooms-pane.module.css'
import { useSignOut } from '../session/session'
import { Avatar, IconButton, Menu, MenuItem, MenuLine, Presence, setAppearance, useAppearance } from '../ui'
import { MenuChoice } from '../ui/menu-choice'
import { StatusDialog } from './status-dialog'

const WORDS = { chat: 'Available', away: 'Away', dnd: 'Do not disturb' } as const

/** Oneself, at the foot of the list: how one feels, how it looks, the account, the way out. */
export function MeBar() {
  const chat = useChat()
  const chosen = useStore(chat.presence.store)
  const { theme } = useAppearance()
  const connection = useConnection()
  const signOut = useSignOut()
  const [, navigate] = useLocation()
  const [isSetting, setSetting] = useState(false)
  const photo = usePerson(chat.me.id)?.photo_url
  return (
    <div className={styles.me}>
      <Avatar
        id={chat.me.id}
        name={chat.me.name}
        photo={photo}
        size={32}
        presence={connection.state === 'apart' ? null : chosen.show}
      />
      <div className={`grow ${styles.meText}`}>
        <div className="cut">
          <b>{chat.me.name}</b>
        </div>
        <div className="small quiet cut">{chosen.status || WORDS[chosen.show]}</div>
      </div>
      <Menu side="top" button={<IconButton icon={Settings} label="You and settings" />}>
        <MenuChoice
          label="Status"
          value={chosen.show}
          choices={(['chat', 'away', 'dnd'] as const).map((show) => ({
            value: show,
            text: WORDS[show],
            icon: <Presence show={show} />,
          }))}
          onChange={(show) => chat.presence.choose({ ...chosen, show })}
        />
        <MenuItem icon={MessageSquareText} onSelect={() => setSetting(true)}>
          {chosen.status ? 'Change what you say' : 'Say what you are doing'}
        </MenuItem>
        <MenuLine />
        <MenuChoice
          label="Theme"
          value={theme}
          choices={[
            { value: 'light', text: 'Light', icon: Sun },
            { value: 'dark', text: 'Dark', icon: Moon },
            { value: 'system', text: 'As the system', icon: Monitor },
          ]}
          onChange={(next) => setAppearance({ theme: next })}
        />
        <MenuLine />
        <MenuItem icon={UserRound} onSelect={() => navigate('/account')}>
          Your account
        </MenuItem>
        <MenuItem icon={KeyRound} onSelect={() => navigate('/account/api')}>
          API access
        </MenuItem>
        <MenuItem icon={BookOpen} onSelect={() => window.location.assign('/docs')}>
          API reference
        </MenuItem>
        <MenuLine />
        <MenuItem icon={LogOut} onSelect={() => void signOut()}>
          Sign out
        </MenuItem>
      </Menu>
      <StatusDialog open={isSetting} onClose={() => setSetting(false)} />
    </div>
  )
}
