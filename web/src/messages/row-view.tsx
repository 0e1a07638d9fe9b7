import { t } from '../i18n'
import { DayPill } from './day-pill'
import type { Ask } from './deeds'
import { EventRow } from './event-row'
import { MessageRow } from './message-row'
import { NoteRow } from './note-row'
import { PendingRow } from './pending-row'
import type { Pending, Row } from './rows'
import styles from './timeline.module.css'

/** How a message stands on screen at this moment. */
export interface RowState {
  isActive: boolean
  /** Its menu, or the choice of a reaction, was asked for by something else than its button. */
  asked: Ask | null
  /** Somebody was led here. */
  isMarked: boolean
}

interface RowViewProps extends RowState {
  row: Row
  onEdit: (entry: Pending) => void
}

/** One line of the timeline. */
export function RowView({ row, onEdit, ...state }: RowViewProps) {
  switch (row.kind) {
    case 'day':
      return <DayPill date={row.date} />
    case 'new':
      return (
        // biome-ignore lint/a11y/useSemanticElements: a line with a word in it
        <div className={styles.newLine} role="separator">
          <span>{t('New')}</span>
        </div>
      )
    case 'event':
      return <EventRow message={row.message} date={row.date} isMarked={state.isMarked} />
    case 'note':
      return <NoteRow {...row} {...state} />
    case 'message':
      return <MessageRow {...row} {...state} />
    case 'pending':
      return <PendingRow entry={row.entry} date={row.date} isFirst={row.isFirst} onEdit={onEdit} />
  }
}
