import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError } from '../api/errors'
import { NotFound } from '../not-found'
import { Loaded } from '../ui'
import { getSettings, type RoomSettings } from './calls'
import { RoomFrame } from './room-frame'

export const settingsKey = (id: number) => ['room-settings', id] as const

/** The frame of the pages about a room. Who may not change it reads who may. */
export function SettingsFrame({ id, children }: { id: number; children: (room: RoomSettings) => ReactNode }) {
  const found = useQuery({
    queryKey: settingsKey(id),
    queryFn: ({ signal }) => getSettings(id, signal),
    staleTime: 0,
  })
  if (found.error instanceof ApiError && found.error.status === 404) return <NotFound />
  return (
    <RoomFrame id={id} room={found.data}>
      <Loaded query={found} lines={6}>
        {(loaded) => children(loaded)}
      </Loaded>
    </RoomFrame>
  )
}
