import type { ComponentProps, ReactNode } from 'react'
import styles from './field.module.css'

type RadioProps = Omit<ComponentProps<'input'>, 'type'> & { hint?: ReactNode; children: ReactNode }

/** One of a few choices, each with its consequence below. */
export function Radio({ hint, children, ...input }: RadioProps) {
  return (
    <label className={styles.check}>
      <input type="radio" {...input} />
      <span>{children}</span>
      {hint && <span className={styles.hint}>{hint}</span>}
    </label>
  )
}
