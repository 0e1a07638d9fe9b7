import { useMutation } from '@tanstack/react-query'
import { msg, rich, t } from '../i18n'
import { Confirm, Refused, toast } from '../ui'
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
      toast(t('{name} is removed.', { name: one.name }))
      onDone()
    },
  })
  return (
    <Confirm
      open={addon !== null}
      title={t('Remove add-on')}
      action={t('Remove add-on')}
      working={remove.isPending && t('Removing…')}
      onClose={() => {
        remove.reset()
        onClose()
      }}
      onConfirm={() => addon && remove.mutate(addon)}
    >
      <p>
        {rich(
          addon?.room
            ? msg(
                'The tokens of {name} end at once. Its webhooks, with their delivery log, and everything it shows in {room} are gone. What it posted stays.',
              )
            : msg(
                'The tokens of {name} end at once. Its webhooks, with their delivery log, and everything it shows in all rooms are gone. What it posted stays.',
              ),
          { name: <b>{addon?.name}</b>, room: addon?.room?.name },
        )}
      </p>
      <Refused asked={remove} />
    </Confirm>
  )
}
