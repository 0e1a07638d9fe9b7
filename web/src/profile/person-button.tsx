import type { ReactNode } from 'react'
import { askProfile } from './asked'
import styles from './person-button.module.css'

interface Props {
  id: number
  className?: string | undefined
  /** For faces: the name beside them is the door for screen readers and keys. */
  isSilent?: boolean
  children: ReactNode
}

/** A name or a face: a click shows who that is. */
export function PersonButton({ id, className, isSilent, children }: Props) {
  return (
    <button
      type="button"
      className={className ? `${styles.button} ${className}` : styles.button}
      aria-haspopup="dialog"
      aria-hidden={isSilent || undefined}
      tabIndex={isSilent ? -1 : undefined}
      onClick={(event) => askProfile(id, event.currentTarget)}
    >
      {children}
    </button>
  )
}
