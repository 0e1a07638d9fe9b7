import { keepPreviousData, type QueryKey, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { formatNumber, t } from '../i18n'
import { Button, Icon, Loaded, Segments } from '../ui'
import styles from './admin.module.css'
import { type Listed, PAGE_SIZE } from './admin-calls'

/** What was typed, once the fingers rest. */
function useRested(text: string, ms = 250): string {
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
function Find({ label, placeholder, value, onChange }: FindProps) {
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
function Pager({ page, shown, total, onPage }: PagerProps) {
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

interface Wanted<F> {
  query: string
  filter: F
  page: number
}

interface Narrowing<T, F extends string> {
  wanted: Wanted<F>
  text: string
  /** What is typed and chosen; either begins with the first page again. */
  change: (next: Partial<{ text: string; filter: F; page: number }>) => void
  listed: UseQueryResult<Listed<T, Record<F, number>>>
  /** How many there are of a kind; nothing until it is known. */
  count: (kind: F) => string
}

/** A list that is narrowed by what is typed and chosen, page by page. */
export function useNarrowing<T, F extends string>(
  queryKey: QueryKey,
  first: F,
  list: (wanted: Wanted<F>, signal: AbortSignal) => Promise<Listed<T, Record<F, number>>>,
): Narrowing<T, F> {
  const [{ text, filter, page }, set] = useState({ text: '', filter: first, page: 0 })
  const wanted = { query: useRested(text), filter, page }
  const listed = useQuery({
    queryKey: [...queryKey, wanted],
    queryFn: ({ signal }) => list(wanted, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const counts = listed.data?.counts
  return {
    wanted,
    text,
    change: (next) => set((now) => ({ ...now, page: 0, ...next })),
    listed,
    count: (kind) => (counts ? formatNumber(counts[kind]) : ''),
  }
}

interface NarrowedProps<T, F extends string> {
  of: Narrowing<T, F>
  find: { label: string; placeholder: string }
  filters: readonly { value: F; text: string }[]
  /** What stands there when nothing fits. */
  empty: (query: string) => string
  children: (items: T[]) => ReactNode
}

/** The field and the choice above such a list, the list, and the way to its other pages. */
export function Narrowed<T, F extends string>({ of, find, filters, empty, children }: NarrowedProps<T, F>) {
  const { wanted, text, change, listed } = of
  return (
    <>
      <div className={styles.bar}>
        <Find {...find} value={text} onChange={(value) => change({ text: value })} />
        <Segments
          label={t('Show')}
          value={wanted.filter}
          options={filters}
          onChange={(filter) => change({ filter })}
        />
      </div>
      <Loaded query={listed} lines={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className={styles.nothing}>{empty(wanted.query)}</p>
          ) : (
            <>
              {children(items)}
              <Pager
                page={wanted.page}
                shown={items.length}
                total={total}
                onPage={(page) => change({ page })}
              />
            </>
          )
        }
      </Loaded>
    </>
  )
}

interface SaveBarProps {
  isChanged: boolean
  isSaving: boolean
  onUndo: () => void
  children: ReactNode
}

/** Below a form that is saved as a whole: save, take back what was changed, or a remark. */
export function SaveBar({ isChanged, isSaving, onUndo, children }: SaveBarProps) {
  return (
    <div className={styles.saving}>
      <span className="grow small quiet">{!isChanged && children}</span>
      {isChanged && <Button onClick={onUndo}>{t('Undo')}</Button>}
      <Button look="go" type="submit" disabled={!isChanged} working={isSaving && t('Saving…')}>
        {t('Save')}
      </Button>
    </div>
  )
}
