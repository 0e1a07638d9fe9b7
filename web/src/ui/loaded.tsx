import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import { Button } from './button'
import { Callout } from './notices'
import { Skeleton } from './waiting'

interface Props<T> {
  query: UseQueryResult<T>
  lines?: number
  children: (data: T) => ReactNode
}

/** The data once it is there; before that a skeleton, or what went wrong with a way to try again. */
export function Loaded<T>({ query, lines, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isPending) return <Skeleton lines={lines} />
  return (
    <Callout kind="red" alert>
      <p>{sentence(query.error)}</p>
      <Button size="sm" onClick={() => void query.refetch()} working={query.isFetching && t('Trying…')}>
        {t('Try again')}
      </Button>
    </Callout>
  )
}
