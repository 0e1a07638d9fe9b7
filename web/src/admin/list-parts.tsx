import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatNumber, t } from '../i18n'
import { Button, Icon } from '../ui'
import styles from './admin.module.css'
import { PAGE_SIZE } from './admin-calls'

/** What was typed, once the fingers rest. */
export function useRested(text: string, ms = 250): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return rested
}

interface FindProps {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
}

/** A field that narrows a list while one types. */
export function Find({ label, placeholder, value, onChange }: FindProps) {
  return (
    <div className={styles.search}>
      <Icon of={Search} />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

interface PagerProps {
  page: number
  shown: number
  total: number
  onPage: (page: number) => void
}

/** «1 to 50 of 128», back and on. Says nothing where everything is in sight. */
export function Pager({ page, shown, total, onPage }: PagerProps) {
  const first = page * PAGE_SIZE
  return (
    <div className={styles.pager}>
      <span className="grow small quiet" role="status">
        {shown > 0 &&
          t('{first} to {last} of {total}', {
            first: formatNumber(first + 1),
            last: formatNumber(first + shown),
            total: formatNumber(total),
          })}
      </span>
      {total > PAGE_SIZE && (
        <>
          <Button size="sm" disabled={page === 0} onClick={() => onPage(page - 1)}>
            {t('Previous')}
          </Button>
          <Button size="sm" disabled={first + shown >= total} onClick={() => onPage(page + 1)}>
            {t('Next')}
          </Button>
        </>
      )}
    </div>
  )
}
