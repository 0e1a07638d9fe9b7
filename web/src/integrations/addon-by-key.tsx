import { useQuery } from '@tanstack/react-query'
import { Redirect } from 'wouter'
import { useSearch } from 'wouter/use-browser-location'
import { Loaded, Lone } from '../ui'
import { ADDONS, listAddons } from './calls'
import { pageOf } from './old-address'

/** An old address of an add-on leads to its page here; its key is public, and nothing else of it is taken. */
export function AddonByKey({ name }: { name: string }) {
  const search = useSearch()
  const found = useQuery({ queryKey: ADDONS, queryFn: ({ signal }) => listAddons(signal) })
  return (
    <Lone wide brand={false}>
      <Loaded query={found} lines={5}>
        {(addons) => <Redirect to={pageOf(addons, name, search)} replace />}
      </Loaded>
    </Lone>
  )
}
