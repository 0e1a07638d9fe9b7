import { useState } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import { sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { rich, t } from '../i18n'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import type { Level } from '../preferences/model'
import { Button, Dialog, toast } from '../ui'
import { Radio } from '../ui/radio'
import { levelHint, levelOptions } from './levels'
import styles from './notifications.module.css'

interface Props {
  chatKey: ChatKey
  name: string
  onClose: () => void
}

const GENERAL = 'general'

/** What of one chat calls me. */
export default function RoomNotificationsDialog({ chatKey, name, onClose }: Props) {
  const chat = useChat()
  const chatId = isRoom(chatKey) ? idOf(chatKey) : (chat.people.get(idOf(chatKey))?.chat_id ?? null)
  const general = useStore(chat.preferences.store, ({ preferences }) => preferences.level)
  const [level, setLevel] = useState<Level | null>(chat.preferences.ofChat(chatId).level)
  const byDefault = isRoom(chatKey) ? general : 'all'
  const words = new Map(levelOptions().map(({ value, text }) => [value, text]))
  function save() {
    chat.preferences.changeChat(chatKey, chatId, { level }).catch((refusal) => toast(sentence(refusal)))
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Notifications of {name}', { name })}
      foot={
        <>
          <span className="small quiet grow">
            {rich('For all rooms: <a>your settings</a>', {
              a: (text) => <Link href="/account/notifications">{text}</Link>,
            })}
          </span>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" onClick={save}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <div className={styles.choices} role="radiogroup" aria-label={t('What calls you')}>
        <Radio
          name="level"
          checked={level === null}
          onChange={() => setLevel(null)}
          value={GENERAL}
          hint={levelHint(byDefault)}
        >
          {t('As usual: {level}', { level: words.get(byDefault) ?? '' })}
        </Radio>
        {levelOptions().map(({ value, text }) => (
          <Radio
            key={value}
            name="level"
            value={value}
            checked={level === value}
            onChange={() => setLevel(value)}
            hint={levelHint(value)}
          >
            {text}
          </Radio>
        ))}
      </div>
    </Dialog>
  )
}
