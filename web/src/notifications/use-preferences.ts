import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { sentence } from '../api/errors'
import { getPreferences, setPreferences } from '../preferences/calls'
import { BY_DEFAULT, type Preferences, type PreferencesOut } from '../preferences/model'
import { toast } from '../ui'

const KEY = ['preferences'] as const

/** The choices for all chats on a settings page: a change shows at once and goes back when it is refused. */
export function usePreferences() {
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => ({ ...BY_DEFAULT, ...(await getPreferences(signal)).preferences }),
    staleTime: 0,
  })
  const save = useMutation({
    // One after the other: each says everything.
    scope: { id: 'preferences' },
    mutationFn: async (part: Partial<Preferences>) => {
      const { preferences }: PreferencesOut = await getPreferences()
      await setPreferences({ ...preferences, ...part })
    },
    onMutate: async (part) => {
      await queries.cancelQueries({ queryKey: KEY })
      queries.setQueryData<Preferences>(KEY, (known) => known && { ...known, ...part })
    },
    onError: (refusal) => {
      toast(sentence(refusal))
      void queries.invalidateQueries({ queryKey: KEY })
    },
  })
  return { query, change: (part: Partial<Preferences>) => save.mutate(part) }
}
