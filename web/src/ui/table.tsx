import type { ReactNode } from 'react'
import { t } from '../i18n'
import { cx } from './cx'
import styles from './table.module.css'

interface TableProps {
  /** Says what the table lists, for screen readers. */
  label: string
  columns: readonly string[]
  /** Those of the columns that hold numbers. */
  numbers?: readonly string[]
  children: ReactNode
}

/** Hairlines, no stripes. On the phone rows become blocks. The last column holds the actions and has no heading. */
export function Table({ label, columns, numbers = [], children }: TableProps) {
  return (
    <div className={styles.pane}>
      {/* Blocks on the phone would lose their meaning without the explicit roles. */}
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={cx(numbers.includes(column) && styles.number)}>
                {column}
              </th>
            ))}
            <th scope="col">
              <span className="hush">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** First cell of a row: the thing, and a second line about it. */
export function MainCell({ children, second }: { children: ReactNode; second?: ReactNode }) {
  return (
    <td>
      <div className={styles.main}>{children}</div>
      {second && <div className={styles.second}>{second}</div>}
    </td>
  )
}

/** `column` is repeated in front of the value on the phone, where headings are gone; a cell without it gets a whole line. */
export function Cell({
  column,
  isNumber,
  className,
  children,
}: {
  column?: string
  isNumber?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <td data-column={column} className={cx(!column && styles.whole, isNumber && styles.number, className)}>
      {children}
    </td>
  )
}

export function ActionCell({ children }: { children: ReactNode }) {
  return <td className={cx(styles.action)}>{children}</td>
}
