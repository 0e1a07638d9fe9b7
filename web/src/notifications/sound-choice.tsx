import { Volume2 } from 'lucide-react'
import { t } from '../i18n'
import type { Preferences, Sound } from '../preferences/model'
import { Button, Segments } from '../ui'
import styles from './notifications.module.css'
import { play } from './sounds'

interface Props {
  chosen: Preferences
  change: (part: Partial<Preferences>) => void
}

/** Off, or one of three sounds; choosing one plays it. */
export function SoundChoice({ chosen, change }: Props) {
  function choose(value: Sound | 'off') {
    if (value === 'off') {
      change({ sounds: false })
      return
    }
    play(value)
    change({ sounds: true, sound: value })
  }
  return (
    <div className={styles.line}>
      <div>
        <div className={styles.label}>{t('Sound')}</div>
        <div className="small quiet">{t('Also when the notifications of the computer are off.')}</div>
      </div>
      <div className={styles.sounds}>
        <Segments
          label={t('Sound')}
          value={chosen.sounds ? chosen.sound : 'off'}
          options={[
            { value: 'off', text: t('Off') },
            { value: 'drop', text: t('Drop') },
            { value: 'bell', text: t('Bell') },
            { value: 'knock', text: t('Knock') },
          ]}
          onChange={choose}
        />
        <Button icon={Volume2} disabled={!chosen.sounds} onClick={() => play(chosen.sound)}>
          {t('Play')}
        </Button>
      </div>
    </div>
  )
}
