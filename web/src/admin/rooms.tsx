import { useState } from 'react'
import { plural, t } from '../i18n'
import { PageHead, Table, useTitle } from '../ui'
import { type AdminRoom, listRooms, type RoomFilter } from './admin-calls'
import { AdminPage } from './admin-page'
import { Narrowed, useNarrowing } from './list-parts'
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
  const [asked, setAsked] = useState<{ what: RoomDoing; room: AdminRoom } | null>(null)
  const rooms = useNarrowing<AdminRoom, RoomFilter>(ROOMS, 'all', listRooms)
  const counts = rooms.listed.data?.counts
  return (
    <>
      <PageHead title={t('Rooms')}>
        {counts && plural(counts.all, { one: '{n} room is in use.', other: '{n} rooms are in use.' })}{' '}
        {t('Private rooms are here only if you may see them.')}
      </PageHead>
      <Narrowed
        of={rooms}
        find={{ label: t('Find rooms'), placeholder: t('Name or topic') }}
        filters={[
          { value: 'all', text: t('In use {n}', { n: rooms.count('all') }) },
          { value: 'public', text: t('Public {n}', { n: rooms.count('public') }) },
          { value: 'private', text: t('Private {n}', { n: rooms.count('private') }) },
          { value: 'archived', text: t('Archived {n}', { n: rooms.count('archived') }) },
        ]}
        empty={(query) => (query ? t('No room is called like that.') : t('There is no room here.'))}
      >
        {(items) => (
          <Table
            label={t('Rooms')}
            columns={[t('Room'), t('Owner'), t('Messages'), t('Last message')]}
            numbers={[t('Messages')]}
          >
            {items.map((room) => (
              <RoomLine key={room.id} room={room} onAsk={(what) => setAsked({ what, room })} />
            ))}
          </Table>
        )}
      </Narrowed>
      {asked && (
        <RoomDialogs key={`${asked.what} ${asked.room.id}`} {...asked} onClose={() => setAsked(null)} />
      )}
    </>
  )
}
