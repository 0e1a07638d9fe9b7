import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { search } from './calls'
import type { HitOf, Tab } from './model'
import { sendable, wordsOf } from './query'

/** What is found so far, page by page. What was found before stays in sight until the new answer is there. */
export function useSearch<T extends Tab>(tab: T, query: string) {
  const isOfNames = tab === 'rooms' || tab === 'people'
  const q = isOfNames ? wordsOf(query) : sendable(query)
  const found = useInfiniteQuery({
    queryKey: ['search', tab, q],
    queryFn: ({ pageParam, signal }) => search(tab, q, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled: tab !== 'messages' || q !== '',
    // What was said meanwhile is found too.
    staleTime: 5_000,
    refetchOnWindowFocus: false,
  })
  const pages = found.data?.pages ?? []
  const last = pages.at(-1)
  return {
    hits: pages.flatMap((page) => page.items) as HitOf[T][],
    took: pages[0]?.took ?? 0,
    isPartial: Boolean(last?.is_partial),
    behind: pages[0]?.behind ?? 0,
    isAsked: tab !== 'messages' || q !== '',
    isWaiting: found.isPending || found.isPlaceholderData,
    isFetchingMore: found.isFetchingNextPage,
    hasMore: found.hasNextPage,
    error: found.error,
    more: () => {
      if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage()
    },
    again: () => void found.refetch(),
  }
}

export type Search<T extends Tab> = ReturnType<typeof useSearch<T>>
