import type { ReactNode } from 'react'
import styles from './reference.module.css'

/** Text as a machine reads it; it scrolls, also by keyboard, hence the name. */
export function Code({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would not keep the lines
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs the keyboard too
    <pre className={styles.code} tabIndex={0} aria-label={label} role="region">
      {children}
    </pre>
  )
}
