import { useQuery } from '@tanstack/react-query'
import { getStart } from '../api/calls'

type Places = Readonly<Record<string, readonly string[] | undefined>>

/** The rooms and people that somebody who is signed in may mean in an address. */
export function usePlaces(isSignedIn: boolean): Places {
  const start = useQuery({
    queryKey: ['reference', 'places'],
    queryFn: ({ signal }) => getStart(signal),
    enabled: isSignedIn,
    staleTime: 60_000,
  })
  if (!start.data) return {}
  return {
    room: start.data.rooms.map((room) => room.name),
    user: start.data.people.map((person) => `@${person.mention_name}`),
  }
}
