import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { RoomEntry } from '../api/types'
import { pageToken } from '../extensions/page-calls'
import { themeNow } from '../extensions/theme'
import { t } from '../i18n'
import { useTitle } from '../ui'
import { AddonPage, FRESH } from './addon-page'
import { getIntegrations, integrationsKey, openConfiguration } from './calls'
import { RoomPage, stepsOf } from './room-page'

/** `/rooms/addons/:id/configure/:addon`: the configuration page of an add-on, its own, in a frame. */
export function Configure({ id, addon }: { id: number; addon: string }) {
  return (
    <RoomPage id={id} isWide>
      {(room) => <OfAddon room={room} addon={addon} />}
    </RoomPage>
  )
}

function OfAddon({ room, addon }: { room: RoomEntry; addon: string }) {
  const found = useQuery({
    queryKey: integrationsKey(room.id),
    queryFn: ({ signal }) => getIntegrations(room.id, signal),
  })
  const entry = found.data?.addons.find((one) => one.oauth_id === addon)
  useTitle(t('Configure {name}', { name: entry?.name ?? t('Add-on') }))
  const opened = useQuery({
    queryKey: ['configuration', room.id, addon],
    queryFn: () => openConfiguration(room.id, addon, themeNow()),
    ...FRESH,
  })
  const askToken = useCallback(
    () => pageToken({ roomId: room.id, addon: { oauth_id: addon }, module: { key: 'configurable' } }),
    [room.id, addon],
  )
  return (
    <AddonPage
      addon={entry}
      page="configurable"
      room={room}
      opened={opened}
      askToken={askToken}
      steps={stepsOf(room)}
    />
  )
}
