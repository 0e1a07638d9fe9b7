import type { ReactNode } from 'react'
import styles from './waiting.module.css'

/** An empty list: what belongs there, and the first step. */
export function Nothing({
  title,
  actions,
  children,
}: {
  title: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={styles.nothing}>
      <h3>{title}</h3>
      <p>{children}</p>
      {actions && <div className="row wrap">{actions}</div>}
    </div>
  )
}
