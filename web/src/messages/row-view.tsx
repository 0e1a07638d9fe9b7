import { EventRow } from './event-row'
import { MessageRow } from './message-row'
import type { ChatKey, ChatMessage } from './model'
import { NoteRow } from './note-row'
import { PendingRow } from './pending-row'
import type { Pending, Row } from './rows'
import { dayName } from './time'
import styles from './timeline.module.css'

interface RowViewProps {
  chatKey: ChatKey
  row: Row
  isActive: boolean
  isMenuAsked: boolean
  onReply: (message: ChatMessage) => void
  onHold: (key: string | null) => void
  onEdit: (entry: Pending) => void
  onGoTo: (id: string) => void
}

/** One line of the timeline. */
export function RowView({ row, onEdit, onGoTo, ...rest }: RowViewProps) {
  switch (row.kind) {
    case 'day':
      return <div className={styles.day}>{dayName(row.date)}</div>
    case 'new':
      return (
        // biome-ignore lint/a11y/useSemanticElements: a line with a word in it
        <div className={styles.newLine} role="separator">
          <span>New</span>
        </div>
      )
    case 'event':
      return <EventRow message={row.message} date={row.date} />
    case 'note':
      return <NoteRow {...row} {...rest} />
    case 'message':
      return <MessageRow {...row} {...rest} onGoTo={onGoTo} />
    case 'pending':
      return <PendingRow entry={row.entry} date={row.date} isFirst={row.isFirst} onEdit={onEdit} />
  }
}
