import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatNumber, plural, t } from '../i18n'
import { Loaded, PageHead, Segments, Table, useTitle } from '../ui'
import styles from './admin.module.css'
import { type AdminRoom, listRooms, type RoomFilter } from './admin-calls'
import { AdminPage } from './admin-page'
import { Find, Pager, useRested } from './list-parts'
import { RoomDialogs, type RoomDoing } from './room-dialogs'
import { RoomLine } from './room-line'

export const ROOMS = ['admin-rooms'] as const

/** `/admin/rooms`: the rooms that the administrator may see. */
export function AdminRoomsPage() {
  return (
    <AdminPage isWide>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Rooms'))
  const [text, setText] = useState('')
  const [filter, setFilter] = useState<RoomFilter>('all')
  const [page, setPage] = useState(0)
  const [asked, setAsked] = useState<{ what: RoomDoing; room: AdminRoom } | null>(null)
  const query = useRested(text)
  const listed = useQuery({
    queryKey: [...ROOMS, query, filter, page],
    queryFn: ({ signal }) => listRooms({ query, filter, page }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const counts = listed.data?.counts
  const count = (kind: RoomFilter) => (counts ? formatNumber(counts[kind]) : '')
  return (
    <>
      <PageHead title={t('Rooms')}>
        {counts && plural(counts.all, { one: '{n} room is in use.', other: '{n} rooms are in use.' })}{' '}
        {t('Private rooms are here only if you may see them.')}
      </PageHead>
      <div className={styles.bar}>
        <Find
          label={t('Find rooms')}
          placeholder={t('Name or topic')}
          value={text}
          onChange={(value) => {
            setText(value)
            setPage(0)
          }}
        />
        <Segments
          label={t('Show')}
          value={filter}
          options={[
            { value: 'all', text: t('In use {n}', { n: count('all') }) },
            { value: 'public', text: t('Public {n}', { n: count('public') }) },
            { value: 'private', text: t('Private {n}', { n: count('private') }) },
            { value: 'archived', text: t('Archived {n}', { n: count('archived') }) },
          ]}
          onChange={(value) => {
            setFilter(value)
            setPage(0)
          }}
        />
      </div>
      <Loaded query={listed} lines={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className={styles.nothing}>
              {query ? t('No room is called like that.') : t('There is no room here.')}
            </p>
          ) : (
            <>
              <Table label={t('Rooms')} columns={[t('Room'), t('Owner'), t('Messages'), t('Last message')]}>
                {items.map((room) => (
                  <RoomLine key={room.id} room={room} onAsk={(what) => setAsked({ what, room })} />
                ))}
              </Table>
              <Pager page={page} shown={items.length} total={total} onPage={setPage} />
            </>
          )
        }
      </Loaded>
      {asked && (
        <RoomDialogs key={`${asked.what} ${asked.room.id}`} {...asked} onClose={() => setAsked(null)} />
      )}
    </>
  )
}
