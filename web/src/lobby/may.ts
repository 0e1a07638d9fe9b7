import { useQuery } from '@tanstack/react-query'
import { get } from '../api/client'

export type Permission = 'create_rooms' | 'invite_people' | 'open_rooms_to_guests' | 'chat_privately'

/** What the group's admins let this person do; until it is known, what everybody may by default. */
export function useMay(): (what: Permission) => boolean {
  const { data } = useQuery({
    queryKey: ['permissions'],
    queryFn: ({ signal }) => get<{ may: Partial<Record<Permission, boolean>> }>('/api/permissions', signal),
    staleTime: 60_000,
  })
  return (what) => data?.may[what] ?? what !== 'invite_people'
}
