import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx'
import styles from './switch.module.css'

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role'> & { hint?: ReactNode; children: ReactNode }

/** Acts at once; a choice that waits for a button is a `Check`. */
export function Switch({ hint, children, className, ...input }: SwitchProps) {
  const id = useId()
  return (
    <label className={cx(styles.row, className)}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={input.checked}
        className={styles.switch}
        aria-labelledby={`${id}-name`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...input}
      />
      <span>
        <span id={`${id}-name`} className={styles.name}>
          {children}
        </span>
        {hint && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
