import { useMutation } from '@tanstack/react-query'
import { sentence } from '../api/errors'
import { Callout, Confirm, toast } from '../ui'
import { type Addon, removeAddon } from './calls'
import { follow } from './redirect'

interface Props {
  addon: Addon | null
  onClose: () => void
  onDone: () => void
}

/** Asks, then removes; an add-on may want to say goodbye on a page of its own. */
export function RemoveAddon({ addon, onClose, onDone }: Props) {
  const remove = useMutation({
    mutationFn: (one: Addon) => removeAddon(one.oauth_id),
    onSuccess: ({ redirect }, one) => {
      if (follow(redirect)) return
      toast(`${one.name} is removed.`)
      onDone()
    },
  })
  return (
    <Confirm
      open={addon !== null}
      title="Remove add-on"
      action="Remove add-on"
      working={remove.isPending && 'Removing…'}
      onClose={() => {
        remove.reset()
        onClose()
      }}
      onConfirm={() => addon && remove.mutate(addon)}
    >
      <p>
        The tokens of <b>{addon?.name}</b> end at once. Its webhooks, with their delivery log, and everything
        it shows {addon?.room ? `in ${addon.room.name}` : 'in all rooms'} are gone. What it posted stays.
      </p>
      {remove.isError && (
        <Callout kind="red" alert>
          {sentence(remove.error)}
        </Callout>
      )}
    </Confirm>
  )
}
