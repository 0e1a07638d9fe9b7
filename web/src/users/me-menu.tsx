import {
  Bell,
  BellOff,
  BookOpen,
  Keyboard,
  KeyRound,
  LogOut,
  MessageSquareText,
  Monitor,
  Moon,
  Settings,
  Sun,
  UserRound,
  UsersRound,
} from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { ShortcutsDialog } from '../chat/dialogs'
import { t } from '../i18n'
import { pauseNote } from '../notifications/snooze'
import SnoozeDialog from '../notifications/snooze-dialog'
import { useSession } from '../session/session'
import { useSigningOut } from '../session/signing-out'
import { IconButton, Menu, MenuItem, MenuLine, Presence, setAppearance, toast, useAppearance } from '../ui'
import { keyNames } from '../ui/key-names'
import { MenuChoice } from '../ui/menu-choice'
import { SHOW_WORDS } from './model'

const HELP = 'Ctrl /' // not translated: keyNames says it

/** How one feels, how it looks, the account, the way out. */
export default function MeMenu({ onSetStatus }: { onSetStatus: () => void }) {
  const chat = useChat()
  const chosen = useStore(chat.presence.store)
  const { theme } = useAppearance()
  const { leave, question } = useSigningOut((refusal) => toast(sentence(refusal)))
  const [, navigate] = useLocation()
  const isAdmin = useSession().data?.me?.is_group_admin ?? false
  const [isPausing, setPausing] = useState(false)
  const [isHelp, setHelp] = useState(false)
  const until = useStore(chat.preferences.store, ({ preferences }) => preferences.snoozed_until)
  return (
    <>
      <Menu side="top" defaultOpen button={<IconButton icon={Settings} label={t('You and settings')} />}>
        <MenuChoice
          label={t('Status')}
          value={chosen.show}
          choices={(['chat', 'away', 'xa', 'dnd'] as const).map((show) => ({
            value: show,
            text: t(SHOW_WORDS[show]),
            icon: <Presence show={show} isSilent />,
          }))}
          onChange={(show) => chat.presence.choose({ ...chosen, show })}
        />
        <MenuItem icon={MessageSquareText} onSelect={onSetStatus}>
          {chosen.status ? t('Change what you say') : t('Say what you are doing')}
        </MenuItem>
        <MenuItem icon={BellOff} onSelect={() => setPausing(true)}>
          {pauseNote(until) ? t('Change the pause') : t('Pause notifications')}
        </MenuItem>
        <MenuLine />
        <MenuChoice
          label={t('Theme')}
          value={theme}
          choices={[
            { value: 'light', text: t('Light'), icon: Sun },
            { value: 'dark', text: t('Dark'), icon: Moon },
            { value: 'system', text: t('Like the system'), icon: Monitor },
          ]}
          onChange={(next) => setAppearance({ theme: next })}
        />
        <MenuLine />
        <MenuItem icon={UserRound} onSelect={() => navigate('/account')}>
          {t('Your account')}
        </MenuItem>
        <MenuItem icon={Bell} onSelect={() => navigate('/account/notifications')}>
          {t('Notifications')}
        </MenuItem>
        <MenuItem icon={KeyRound} onSelect={() => navigate('/account/api')}>
          {t('API access')}
        </MenuItem>
        {isAdmin && (
          <MenuItem icon={UsersRound} onSelect={() => navigate('/admin')}>
            {t('Your team')}
          </MenuItem>
        )}
        <MenuItem icon={Keyboard} end={keyNames(HELP)} onSelect={() => setHelp(true)}>
          {t('Keyboard shortcuts')}
        </MenuItem>
        <MenuItem icon={BookOpen} onSelect={() => window.location.assign('/docs')}>
          {t('API reference')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={LogOut} onSelect={leave}>
          {t('Sign out')}
        </MenuItem>
      </Menu>
      {question}
      {isPausing && <SnoozeDialog onClose={() => setPausing(false)} />}
      {isHelp && <ShortcutsDialog onClose={() => setHelp(false)} />}
    </>
  )
}
