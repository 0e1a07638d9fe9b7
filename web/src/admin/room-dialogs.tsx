import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { sentence } from '../api/errors'
import { plural, rich, t } from '../i18n'
import { Button, Confirm, Dialog, Refused, TextField, toast } from '../ui'
import { type AdminRoom, changeRoom, deleteRoom } from './admin-calls'
import { ROOMS } from './rooms'

export type RoomDoing = 'owner' | 'archive' | 'restore' | 'delete'

interface Props {
  what: RoomDoing
  room: AdminRoom
  onClose: () => void
}

/** What an administrator does to a room, each with its consequence before it happens. */
export function RoomDialogs({ what, room, onClose }: Props) {
  const [owner, setOwner] = useState('')
  const queries = useQueryClient()
  const form = useId()
  const act = useMutation({
    mutationFn: () => {
      if (what === 'delete') return deleteRoom(room.id)
      if (what === 'owner') return changeRoom(room.id, { owner: owner.trim() })
      return changeRoom(room.id, { is_archived: what === 'archive' })
    },
    onSuccess: () => {
      onClose()
      toast(done(what, room.name))
      return queries.invalidateQueries({ queryKey: ROOMS })
    },
  })
  const name = (
    <b key="name" translate="no">
      {room.name}
    </b>
  )
  const failed = <Refused asked={act} />
  const working = act.isPending && t('Working…')
  if (what === 'delete') {
    return (
      <Confirm
        open
        title={t('Delete room')}
        action={t('Delete room')}
        working={working}
        onClose={onClose}
        onConfirm={() => act.mutate()}
      >
        <p>
          {rich(
            '{name} is gone for everybody, with {messages}, its files and its tokens. This cannot be undone.',
            {
              name,
              messages: plural(room.messages, { one: '{n} message', other: '{n} messages' }),
            },
          )}
        </p>
        {failed}
      </Confirm>
    )
  }
  if (what === 'owner') {
    const submit = (event: FormEvent) => {
      event.preventDefault()
      if (owner.trim() && !act.isPending) act.mutate()
    }
    return (
      <Dialog
        open
        dirty={owner !== ''}
        title={t('Change the owner')}
        onClose={onClose}
        foot={
          <>
            <Button onClick={onClose}>{t('Cancel')}</Button>
            <Button look="go" type="submit" form={form} working={working}>
              {t('Change the owner')}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit} noValidate>
          <TextField
            label={t('New owner')}
            hint={rich('{name} belongs to {owner} now.', {
              name,
              owner: <span translate="no">{room.owner.name}</span>,
            })}
            placeholder={t('E-mail or @mention')}
            autoComplete="off"
            value={owner}
            error={act.isError ? sentence(act.error) : null}
            onChange={(event) => setOwner(event.target.value)}
          />
        </form>
      </Dialog>
    )
  }
  const title = what === 'archive' ? t('Archive room') : t('Take out of the archive')
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="go" working={working} onClick={() => act.mutate()}>
            {title}
          </Button>
        </>
      }
    >
      <p>
        {what === 'archive'
          ? rich('Everybody can go on reading {name}, and nobody writes to it. You can take it out again.', {
              name,
            })
          : rich('People can write to {name} again.', { name })}
      </p>
      {failed}
    </Dialog>
  )
}

function done(what: RoomDoing, name: string): string {
  if (what === 'delete') return t('Room “{name}” is deleted.', { name })
  if (what === 'archive') return t('Room “{name}” is archived.', { name })
  if (what === 'restore') return t('Room “{name}” is open again.', { name })
  return t('Room “{name}” has another owner.', { name })
}
