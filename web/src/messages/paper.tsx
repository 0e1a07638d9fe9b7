import { createPortal } from 'react-dom'
import { t } from '../i18n'
import styles from './paper.module.css'
import { RowView } from './row-view'
import type { Row } from './rows'
import { fullDay } from './time'

interface Props {
  name: string
  rows: readonly Row[]
}

const AT_REST = { isActive: false, asked: null, isMarked: false }

/** A chat on paper: what is loaded of it, from the first message to the last, without what one presses. */
export function Paper({ name, rows }: Props) {
  const days = rows.flatMap((row) => (row.kind === 'day' ? [fullDay(row.date)] : []))
  const [first, last] = [days[0], days.at(-1)]
  return createPortal(
    <div className={styles.paper} data-paper>
      <header className={styles.head}>
        <h1 translate="no">{name}</h1>
        <p>{first === last ? first : t('{first} to {last}', { first: first ?? '', last: last ?? '' })}</p>
      </header>
      {rows.map(
        (row) => row.kind !== 'new' && <RowView key={row.key} row={row} onEdit={() => {}} {...AT_REST} />,
      )}
    </div>,
    document.body,
  )
}
