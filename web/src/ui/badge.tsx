import type { ReactNode } from 'react'
import { formatNumber, t } from '../i18n'
import styles from './badge.module.css'
import { cx } from './cx'

export type LozengeKind = 'default' | 'success' | 'error' | 'current' | 'complete' | 'moved'

/** A state in one or two words, sentence case. */
export function Lozenge({ kind = 'default', children }: { kind?: LozengeKind; children: ReactNode }) {
  return <span className={cx(styles.lozenge, kind !== 'default' && styles[kind])}>{children}</span>
}

/** A number, 99+ at most. `what` says it in full for screen readers: «3 mentions of you». */
export function Badge({ count, what, quiet }: { count: number; what: string; quiet?: boolean }) {
  return (
    <span className={cx(styles.badge, quiet && styles.badgeQuiet)}>
      <span aria-hidden="true">{count > 99 ? t('{n}+', { n: 99 }) : formatNumber(count)}</span>
      <span className="hush"> {what}</span>
    </span>
  )
}

/** The technical name of a scope. */
export function ScopeName({ children }: { children: string }) {
  return (
    <span className={styles.scope} translate="no">
      {children}
    </span>
  )
}
