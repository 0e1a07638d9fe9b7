import { useState } from 'react'
import { t } from '../i18n'
import type { Preferences } from '../preferences/model'
import { Button, Callout } from '../ui'
import { Switch } from '../ui/switch'
import { askPermission, type Permission, permission, SystemDesk } from './desk'
import styles from './notifications.module.css'

interface Props {
  chosen: Preferences
  change: (part: Partial<Preferences>) => void
}

/** Notifications of the system: switched on here, allowed by the browser after a press. */
export function Desktop({ chosen, change }: Props) {
  const [state, setState] = useState<Permission>(permission)
  async function toggle(isOn: boolean) {
    change({ desktop: isOn })
    if (isOn) setState(await askPermission())
  }
  async function tryOut() {
    const answer = await askPermission()
    setState(answer)
    const note = { key: 'room/0', title: 'Chinwag', text: t('Notifications work here.') } as const
    if (answer === 'granted') new SystemDesk(() => {}).show(note)
  }
  return (
    <>
      <Switch
        hint={t('While Chinwag is open in a window that you do not look at. A click leads to the message.')}
        checked={chosen.desktop}
        onChange={(event) => void toggle(event.target.checked)}
      >
        {t('Notifications of this computer')}
      </Switch>
      {chosen.desktop && state !== 'granted' && (
        <Callout kind={state === 'default' ? 'accent' : 'yellow'} className={styles.state}>
          {explained(state)}
          {state === 'default' && (
            <p>
              <Button size="sm" onClick={() => void toggle(true)}>
                {t('Ask the browser')}
              </Button>
            </p>
          )}
        </Callout>
      )}
      {chosen.desktop && state === 'granted' && (
        <p className={styles.state}>
          <Button size="sm" onClick={() => void tryOut()}>
            {t('Show one now')}
          </Button>
        </p>
      )}
      <Switch
        className={styles.next}
        hint={t('Off: notifications name the room or person, nothing else.')}
        checked={chosen.show_text}
        onChange={(event) => change({ show_text: event.target.checked })}
      >
        {t('Show what was said')}
      </Switch>
    </>
  )
}

function explained(state: Permission): string {
  if (state === 'denied') {
    return t(
      'This browser blocks notifications of Chinwag. Allow them in its settings for this page, then load it again.',
    )
  }
  if (state === 'insecure')
    return t('Browsers show notifications of pages with https alone. Ask your administrator.')
  if (state === 'unsupported') {
    return t(
      'This browser shows notifications of installed apps alone. Add Chinwag to your home screen first.',
    )
  }
  return t('The browser has not been asked yet whether it may show them.')
}
