import { Search } from 'lucide-react'
import { t } from '../i18n'
import { Icon } from '../ui'
import styles from './reference.module.css'

/** Finds methods by words of their title, address, scope or id. */
export function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <label className={styles.search}>
      <Icon of={Search} size="sm" />
      <input
        type="search"
        placeholder={t('Find a method')}
        aria-label={t('Find a method')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
