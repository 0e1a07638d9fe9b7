import { formatDate, t } from '../i18n'
import type { Preferences, QuietHours, Weekday } from '../preferences/model'
import { TextField } from '../ui'
import { Switch } from '../ui/switch'
import { isQuiet } from './attention'
import styles from './notifications.module.css'

interface Props {
  chosen: Preferences
  timezone: string
  change: (part: Partial<Preferences>) => void
}

const DAYS: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const FIRST: QuietHours = { start: '19:00', end: '08:00', days: DAYS }
/** A Monday. */
const MONDAY = Date.UTC(2026, 2, 2)
const DAY_MS = 86_400_000

/** Hours in which nothing rings. */
export function QuietBlock({ chosen, timezone, change }: Props) {
  const hours = chosen.quiet_hours
  const put = (part: Partial<QuietHours>) => hours && change({ quiet_hours: { ...hours, ...part } })
  return (
    <>
      <Switch
        hint={t('Nothing rings and no device is woken. Messages wait, and are counted.')}
        checked={hours !== null}
        onChange={(event) => change({ quiet_hours: event.target.checked ? FIRST : null })}
      >
        {t('Quiet hours')}
      </Switch>
      {hours && (
        <div className={styles.below}>
          <div className={styles.times}>
            <TextField
              label={t('From')}
              type="time"
              value={hours.start}
              onChange={(event) => event.target.value && put({ start: event.target.value })}
            />
            <TextField
              label={t('Until')}
              type="time"
              value={hours.end}
              onChange={(event) => event.target.value && put({ end: event.target.value })}
            />
          </div>
          <fieldset className={styles.days}>
            <legend>{t('Beginning on')}</legend>
            {DAYS.map((day, i) => (
              <label key={day} className={styles.day}>
                <input
                  type="checkbox"
                  checked={hours.days.includes(day)}
                  onChange={(event) => put({ days: toggled(hours.days, day, event.target.checked) })}
                />
                <span aria-hidden="true">{dayName(i, 'short')}</span>
                <span className="hush">{dayName(i, 'long')}</span>
              </label>
            ))}
          </fieldset>
          <p className="small quiet">
            {isQuiet(hours, timezone, new Date())
              ? t('It is quiet now. The hours go by your time zone, {timezone}.', { timezone })
              : t('The hours go by your time zone, {timezone}.', { timezone })}
          </p>
        </div>
      )}
    </>
  )
}

function toggled(days: Weekday[], day: Weekday, isOn: boolean): Weekday[] {
  return DAYS.filter((one) => (one === day ? isOn : days.includes(one)))
}

function dayName(place: number, weekday: 'short' | 'long'): string {
  return formatDate(new Date(MONDAY + place * DAY_MS), { weekday, timeZone: 'UTC' })
}
