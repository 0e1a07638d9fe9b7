import { type KeyboardEvent, useEffect, useRef } from 'react'
import { ApiError, sentence } from '../api/errors'
import { formatNumber, t } from '../i18n'
import { Button, Callout, Skeleton } from '../ui'
import { FileLine } from './file-line'
import { Lessons } from './lessons'
import { MessageLine } from './message-line'
import { type FileHit, MANY_BEHIND, type MessageHit, type PersonHit, type RoomHit, type Tab } from './model'
import { PersonLine, RoomLine } from './name-lines'
import { NothingFound } from './nothing-found'
import styles from './search.module.css'
import { type Search, useSearch } from './use-search'
import { countInWords } from './words'

interface Props {
  tab: Tab
  query: string
  onChange: (query: string, tab?: Tab) => void
  onAsk: (operator: string) => void
  /** A hit was opened: the search was worth something. */
  onKeep: () => void
  /** Up from the first hit, back into the field. */
  onUp: () => void
}

/** What was found; without a question, how to ask. */
export function Results({ tab, query, onChange, onAsk, onKeep, onUp }: Props) {
  const found = useSearch(tab, query)
  if (!found.isAsked) {
    return (
      <>
        <Status text="" isQuiet />
        <Lessons onChange={onChange} onAsk={onAsk} />
      </>
    )
  }
  if (found.error && found.hits.length === 0) {
    return (
      <>
        <Status text="" isQuiet />
        <Failed error={found.error} onAgain={found.again} />
      </>
    )
  }
  const isFirst = found.isWaiting && found.hits.length === 0
  // Seen below, with what to try next.
  const isNothing = !found.isWaiting && found.hits.length === 0 && !found.isPartial
  return (
    <>
      <Status
        text={found.isWaiting ? '' : countInWords(tab, found.hits.length, found.hasMore, found.took)}
        isQuiet={isNothing}
      />
      {found.behind > MANY_BEHIND && <Behind count={found.behind} onAgain={found.again} />}
      {isFirst && <Skeleton lines={6} />}
      {isNothing && <NothingFound tab={tab} query={query} onChange={onChange} />}
      <Hits tab={tab} found={found} onKeep={onKeep} onUp={onUp} />
      <End found={found} />
    </>
  )
}

/** How many there are, for everybody; said aloud when it changes. It is always there, or nobody would hear it. */
function Status({ text, isQuiet }: { text: string; isQuiet?: boolean }) {
  return (
    <p className={isQuiet ? 'hush' : styles.status} role="status">
      {text || '\u00a0'}
    </p>
  )
}

/** What was asked wrongly can be mended in the field; the rest can be tried again. */
function Failed({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const isOwnFault = error instanceof ApiError && error.status === 400
  return (
    <Callout kind="yellow" alert className={styles.callout}>
      <p>{sentence(error)}</p>
      {!isOwnFault && (
        <Button size="sm" onClick={onAgain}>
          {t('Try again')}
        </Button>
      )}
    </Callout>
  )
}

function Behind({ count, onAgain }: { count: number; onAgain: () => void }) {
  return (
    <Callout kind="yellow" className={styles.callout}>
      <p>
        {t(
          'The search index is still being built. The newest things that were said, about {count}, cannot be found yet.',
          { count: formatNumber(count) },
        )}
      </p>
      <Button size="sm" onClick={onAgain}>
        {t('Search again')}
      </Button>
    </Callout>
  )
}

function Hits({
  tab,
  found,
  onKeep,
  onUp,
}: {
  tab: Tab
  found: Search<Tab>
  onKeep: () => void
  onUp: () => void
}) {
  const list = useRef<HTMLUListElement>(null)
  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const hits = [...(list.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])]
    const at = hits.indexOf(event.target as HTMLElement)
    if (event.key === 'Escape' || event.key === '/' || (event.key === 'ArrowUp' && at === 0)) onUp()
    else if (event.key === 'ArrowDown' && at === hits.length - 1) found.more()
    else if (event.key === 'ArrowDown') hits[at + 1]?.focus()
    else if (event.key === 'ArrowUp' && at > 0) hits[at - 1]?.focus()
    else if (event.key === 'Home') hits[0]?.focus()
    else if (event.key === 'End') hits.at(-1)?.focus()
    else return
    event.preventDefault()
  }
  if (found.hits.length === 0) return null
  return (
    <ul className={styles.hits} ref={list} onKeyDown={onKeyDown} aria-busy={found.isWaiting || undefined}>
      {found.hits.map((hit) => (
        <HitLine key={keyOf(tab, hit)} tab={tab} hit={hit} onKeep={onKeep} />
      ))}
    </ul>
  )
}

type AnyHit = Search<Tab>['hits'][number]

function HitLine({ tab, hit, onKeep }: { tab: Tab; hit: AnyHit; onKeep: () => void }) {
  // While the next tab's answer is on its way the former one's hits are shown.
  if ('text' in hit) return <MessageLine hit={hit as MessageHit} onOpen={onKeep} />
  if ('file' in hit) return <FileLine hit={hit as FileHit} onOpen={onKeep} />
  if ('room' in hit) return <RoomLine hit={hit as RoomHit} onOpen={onKeep} />
  return tab === 'people' || 'person' in hit ? <PersonLine hit={hit as PersonHit} onOpen={onKeep} /> : null
}

function keyOf(tab: Tab, hit: AnyHit): string {
  if ('text' in hit) return hit.message.id
  if ('file' in hit) return hit.message_id
  if ('room' in hit) return `room/${hit.room.id}`
  return `${tab}/${hit.person.id}`
}

/** Fetches more when the end comes near; says when the search gave up. */
function End({ found }: { found: Search<Tab> }) {
  const end = useRef<HTMLDivElement>(null)
  const { more, hasMore, isFetchingMore, error, isPartial } = found
  const latest = useRef(more)
  latest.current = more
  useEffect(() => {
    if (!hasMore || error || isPartial || !end.current) return
    const seen = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: '400px' },
    )
    seen.observe(end.current)
    return () => seen.disconnect()
  }, [hasMore, error, isPartial])
  return (
    <div ref={end} className={styles.end}>
      {found.error && found.hits.length > 0 && <Failed error={found.error} onAgain={more} />}
      {hasMore && !found.error && (
        <Button look="plain" size="sm" working={isFetchingMore && t('Loading…')} onClick={more}>
          {found.isPartial ? t('Search on') : t('More')}
        </Button>
      )}
      {found.isPartial && !found.isWaiting && (
        <p className="small quiet">
          {t('The search took too long and was stopped. Add a word, a room or a person to make it shorter.')}
        </p>
      )}
    </div>
  )
}
