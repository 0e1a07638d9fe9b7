import { useState } from 'react'
import { sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Button, Dialog, toast } from '../ui'
import { Radio } from '../ui/radio'
import styles from './notifications.module.css'
import { pauseNote, pauses, sayUntil } from './snooze'

/** Nothing rings for a while. */
export default function SnoozeDialog({ onClose }: { onClose: () => void }) {
  const { preferences } = useChat()
  const [choices] = useState(() => pauses(new Date()))
  const [chosen, setChosen] = useState(choices[1]?.id)
  const note = pauseNote(preferences.all.snoozed_until)
  function set(until: Date | null, done: string) {
    preferences.change({ snoozed_until: until?.toISOString() ?? null }).then(
      () => toast(done),
      (refusal) => toast(sentence(refusal)),
    )
    onClose()
  }
  function pause() {
    const until = choices.find(({ id }) => id === chosen)?.until
    if (until) set(until, t('Notifications paused until {time}', { time: sayUntil(until) }))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Pause notifications')}
      foot={
        <>
          {note && (
            <Button look="plain" onClick={() => set(null, t('Notifications are on again'))}>
              {t('End the pause')}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" onClick={pause}>
            {t('Pause notifications')}
          </Button>
        </>
      }
    >
      <p className="soft">
        {note || t('Nothing rings and no device is woken. Messages wait, and are counted.')}
      </p>
      <div className={styles.choices} role="radiogroup" aria-label={t('For how long')}>
        {choices.map(({ id, text, until }) => (
          <Radio
            key={id}
            name="pause"
            value={id}
            checked={chosen === id}
            onChange={() => setChosen(id)}
            hint={sayUntil(until)}
          >
            {text}
          </Radio>
        ))}
      </div>
    </Dialog>
  )
}
