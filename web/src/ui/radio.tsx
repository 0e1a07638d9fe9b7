import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'
import styles from './field.module.css'
import own from './radio.module.css'

type RadioProps = Omit<ComponentProps<'input'>, 'type'> & { hint?: ReactNode; children: ReactNode }

/** One of a few choices, each with its consequence below. */
export function Radio({ hint, children, ...input }: RadioProps) {
  return (
    <label className={cx(styles.check, own.radio)}>
      <input type="radio" {...input} />
      <span>{children}</span>
      {hint && <span className={styles.hint}>{hint}</span>}
    </label>
  )
}
