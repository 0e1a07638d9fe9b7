import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../ui'
import styles from './lobby.module.css'

interface Props {
  label: string
  value: string
  onChange: (text: string) => void
  children?: ReactNode
}

/** What is looked for, and in which order it is shown. */
export function SearchLine({ label, value, onChange, children }: Props) {
  return (
    <search className={styles.search}>
      <span className={styles.find}>
        <Icon of={Search} size="sm" />
        <input
          type="search"
          className={styles.input}
          aria-label={label}
          placeholder={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </span>
      {children}
    </search>
  )
}
