import { useEffect, useState } from 'react'
import { useChat } from '../chat/context'
import type { Row } from './rows'
import { dayName } from './time'
import styles from './timeline.module.css'

/** The day of the topmost message while scrolling; fades when the reader rests. */
export function FloatingDay({ row, isMoving }: { row: Row | undefined; isMoving: boolean }) {
  const { dates } = useChat()
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (isMoving) {
      setShown(true)
      return
    }
    const timer = setTimeout(() => setShown(false), 1500)
    return () => clearTimeout(timer)
  }, [isMoving])
  if (!row || !('date' in row) || row.kind === 'day') return null
  return (
    // For the pointer only: the days between the messages are buttons with a name of their own.
    <div
      className={styles.floating}
      data-shown={isShown}
      aria-hidden="true"
      onClick={() => dates.setState({ isAsked: true })}
    >
      {dayName(row.date)}
    </div>
  )
}
