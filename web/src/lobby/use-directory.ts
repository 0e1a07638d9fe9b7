import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback } from 'react'

const PAGE = 100

interface Paging {
  'start-index': number
  'max-results': number
}

interface Page<Item> {
  items: Item[]
  total: number
}

/** A directory, page after page as one scrolls. `asked` names what is looked for and how it is ordered. */
export function useDirectory<Item>(
  asked: readonly unknown[],
  list: (paging: Paging, signal: AbortSignal) => Promise<Page<Item>>,
) {
  const found = useInfiniteQuery({
    queryKey: ['lobby', ...asked],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => list({ 'start-index': pageParam, 'max-results': PAGE }, signal),
    getNextPageParam: (last, pages) => (last.items.length === PAGE ? pages.length * PAGE : undefined),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = found
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  return { found, more, total: found.data?.pages.at(-1)?.total ?? 0 }
}
