import { useQuery } from '@tanstack/react-query'
import { usePerson } from '../chat/context'
import { getProfile, type Profile } from './calls'

/** A profile, with what the live connection knows better: presence, name and title of now. */
export function useProfile(id: number) {
  const person = usePerson(id)
  const query = useQuery({
    queryKey: ['profile', id],
    queryFn: ({ signal }) => getProfile(id, signal),
    staleTime: 10_000,
  })
  const { data } = query
  const profile: Profile | undefined =
    data && person
      ? {
          ...data,
          name: person.name,
          mention_name: person.mention_name,
          title: person.title,
          presence: person.presence,
        }
      : data
  return { query, profile }
}
