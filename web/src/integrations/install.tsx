import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHistoryState, useSearch } from 'wouter/use-browser-location'
import { getStart } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import type { Me, RoomEntry } from '../api/types'
import { rich, t } from '../i18n'
import { useSession } from '../session/session'
import { Callout, LinkButton, Loaded, Lone, SelectField, useTitle } from '../ui'
import { reviewAddon, type Source } from './calls'
import styles from './integrations.module.css'
import { Review } from './review'
import { isData, readInstallQuery, sourceName } from './source'
import { SourceForm } from './source-form'

/** `/addons/install?url=&room=`: what an add-on is and may do, where it goes, and consent. */
export function Install() {
  useTitle(t('Install an add-on'))
  const { source, room } = readInstallQuery(useSearch())
  const kept = useHistoryState<{ descriptor?: Record<string, unknown> } | null>()
  const me = useSession().data?.me
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const given = kept?.descriptor ? { descriptor: kept.descriptor } : source
  const back = room === null ? (me?.is_group_admin ? '/addons' : '/') : `/rooms/addons/${room}`
  return (
    <Lone wide brand={false}>
      <Loaded query={start} lines={5}>
        {({ rooms }) =>
          given === null || typeof given === 'string' ? (
            <>
              <h1>{t('Install an add-on')}</h1>
              <p className="soft">{t('You see who makes it and what it may do before anything happens.')}</p>
              <div className={styles.where}>
                <SourceForm
                  room={room}
                  said={given}
                  back={<LinkButton href={back}>{t('Back')}</LinkButton>}
                />
              </div>
            </>
          ) : (
            me && <Question source={given} first={room} rooms={rooms} me={me} back={back} />
          )
        }
      </Loaded>
    </Lone>
  )
}

interface QuestionProps {
  source: Source
  /** The room that the address names. */
  first: number | null
  rooms: readonly RoomEntry[]
  me: Me
  back: string
}

function Question({ source, first, rooms, me, back }: QuestionProps) {
  const mine = rooms.filter((room) => room.can_admin && !room.is_archived)
  const isMine = mine.some((room) => room.id === first)
  const [place, setPlace] = useState<number | null>(() => {
    if (isMine) return first
    return me.is_group_admin ? null : (mine[0]?.id ?? null)
  })
  const nowhere = !me.is_group_admin && mine.length === 0
  const review = useQuery({
    queryKey: ['review', source, place],
    queryFn: () => reviewAddon(source, place),
    enabled: !nowhere,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  })
  if (nowhere) {
    return (
      <>
        <h1>{t('You cannot install add-ons')}</h1>
        <p className="soft">
          {t(
            'Administrators of your team can, and people who look after a room can for that room. Ask one of them, or create a room of your own.',
          )}
        </p>
        <LinkButton href="/">{t('Go to chat')}</LinkButton>
      </>
    )
  }
  const where = (
    <Where
      place={place}
      rooms={mine}
      mayEverywhere={me.is_group_admin}
      error={placeError(review.error)}
      onChange={setPlace}
    />
  )
  if (review.isError && placeError(review.error)) {
    return (
      <>
        <h1>{t('Where should it go?')}</h1>
        <p className="soft">{sourceName(source)}</p>
        {where}
        <p className={styles.after}>
          <LinkButton href={back}>{t('Cancel')}</LinkButton>
        </p>
      </>
    )
  }
  if (review.isError && !(review.error instanceof ApiError && review.error.isTemporary)) {
    return (
      <>
        <h1>{t('This cannot be installed')}</h1>
        <Callout kind="red" alert>
          {fieldOf(review.error)}
          {sentence(review.error)}
        </Callout>
        <p className="soft">
          {'url' in source && !isData(source.url)
            ? t('Nothing was installed from {url}.', { url: source.url })
            : t('Nothing was installed.')}{' '}
          {t('Whoever makes the add-on can mend its descriptor with what you read here.')}
        </p>
        <div className="row">
          <LinkButton href={back}>{t('Back')}</LinkButton>
        </div>
      </>
    )
  }
  return (
    <Loaded query={review} lines={7}>
      {(found) => (
        <Review
          key={`${found.room?.id}`}
          review={found}
          source={source}
          place={place}
          isStale={review.isPlaceholderData}
          back={back}
          where={where}
        />
      )}
    </Loaded>
  )
}

/** A fault of the place, not of the descriptor. */
function placeError(error: unknown): string | null {
  return error instanceof ApiError && error.field === 'room' ? error.message : null
}

function fieldOf(error: unknown) {
  if (!(error instanceof ApiError) || !error.field) return null
  return (
    <p>{rich('In the field {field}:', { field: <code className={styles.pattern}>{error.field}</code> })}</p>
  )
}

interface WhereProps {
  place: number | null
  rooms: readonly RoomEntry[]
  mayEverywhere: boolean
  error: string | null
  onChange: (place: number | null) => void
}

function Where({ place, rooms, mayEverywhere, error, onChange }: WhereProps) {
  const options = rooms.map((room) => ({ value: String(room.id), text: room.name }))
  return (
    <SelectField
      label={t('Install it in')}
      options={mayEverywhere ? [{ value: '', text: t('Every room of your team') }, ...options] : options}
      value={place === null ? '' : String(place)}
      error={error}
      onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
    />
  )
}
