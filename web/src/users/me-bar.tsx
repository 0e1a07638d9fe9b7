import { Settings } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { useChat, useConnection, usePerson } from '../chat/context'
import { StatusDialog } from '../chat/dialogs'
import { t } from '../i18n'
import { pauseNote } from '../notifications/snooze'
import styles from '../rooms/rooms-pane.module.css'
import { Avatar, IconButton } from '../ui'
import { later } from '../ui/later'
import { SHOW_WORDS } from './model'

const MeMenu = later(() => import('./me-menu'))

/** Oneself, at the foot of the list: how one feels, how it looks, the account, the way out. */
export function MeBar() {
  const chat = useChat()
  const chosen = useStore(chat.presence.store)
  const connection = useConnection()
  const [isSetting, setSetting] = useState(false)
  const onSetStatus = useCallback(() => setSetting(true), [])
  const note = useStore(chat.preferences.store, ({ preferences }) => pauseNote(preferences.snoozed_until))
  const photo = usePerson(chat.me.id)?.photo_url
  const says = note || chosen.status
  return (
    <div className={styles.me}>
      <Avatar
        id={chat.me.id}
        name={chat.me.name}
        photo={photo}
        size={32}
        presence={connection.state === 'apart' ? null : chosen.show}
        isPresenceSilent={!says && connection.state !== 'apart'}
      />
      <div className={`grow ${styles.meText}`}>
        <div className="cut">
          <b>{chat.me.name}</b>
        </div>
        <div className="small quiet cut">{says || t(SHOW_WORDS[chosen.show])}</div>
      </div>
      <MeMenu
        button={(ask) => <IconButton icon={Settings} label={t('You and settings')} {...ask} />}
        props={{ onSetStatus }}
      />
      {isSetting && <StatusDialog onClose={() => setSetting(false)} />}
    </div>
  )
}
