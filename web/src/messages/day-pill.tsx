import { useChat } from '../chat/context'
import { t } from '../i18n'
import { dayName } from './time'
import styles from './timeline.module.css'

/** The day of the messages below it; a click leads to another one. */
export function DayPill({ date }: { date: Date }) {
  const { dates } = useChat()
  return (
    <button
      type="button"
      className={styles.dayButton}
      // One tab stop for the timeline: the keyboard has G for it.
      tabIndex={-1}
      title={t('Jump to a date')}
      onClick={() => dates.setState({ isAsked: true })}
    >
      <span className={styles.day}>{dayName(date)}</span>
    </button>
  )
}
