import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import { Button, Icon, Skeleton } from '../ui'
import styles from './side.module.css'

/** What a tab is for, while there is nothing in it. */
export function Nothing({ icon, title, children }: { icon: LucideIcon; title: string; children: string }) {
  return (
    <div className={styles.nothing}>
      <span className={styles.drawing}>
        <Icon of={icon} size="lg" />
      </span>
      <b>{title}</b>
      <p className="quiet small">{children}</p>
    </div>
  )
}

export function Waiting() {
  return (
    <div className={styles.waiting}>
      <Skeleton lines={5} />
    </div>
  )
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className={styles.failed} role="alert">
      <p className="quiet small">{sentence(error)}</p>
      <Button size="sm" onClick={onRetry}>
        {t('Try again')}
      </Button>
    </div>
  )
}

interface PagedProps<Page, Item> {
  query: UseInfiniteQueryResult<InfiniteData<Page>>
  items: (page: Page) => readonly Item[]
  draw: (item: Item) => ReactNode
  empty: ReactNode
}

/** A list that comes page by page. */
export function Paged<Page, Item>({ query, items, draw, empty }: PagedProps<Page, Item>) {
  if (!query.data) {
    return query.isError ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />
  }
  const all = query.data.pages.flatMap(items)
  if (all.length === 0 && !query.hasNextPage) return empty
  return (
    <>
      <ul>{all.map(draw)}</ul>
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button
            size="sm"
            look="plain"
            working={query.isFetchingNextPage && t('Loading…')}
            onClick={() => void query.fetchNextPage()}
          >
            {t('Show earlier ones')}
          </Button>
        </div>
      )}
    </>
  )
}
