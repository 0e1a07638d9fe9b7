import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useLocation } from 'wouter'
import { plural, t } from '../i18n'
import { Button, Dialog, Refused, TextField, toast } from '../ui'
import { deleteRoom, type RoomSettings } from './calls'

/** Nothing brings a room back: its name must be typed. */
export function DeleteRoom({ room, onClose }: { room: RoomSettings; onClose: () => void }) {
  const form = useId()
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const isSure = typed.trim().toLocaleLowerCase() === room.name.trim().toLocaleLowerCase()
  const remove = useMutation({
    mutationFn: () => deleteRoom(room.id),
    onSuccess: () => {
      toast(t('Room “{name}” is deleted', { name: room.name }))
      navigate('/', { replace: true })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isSure && !remove.isPending) remove.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('Delete room')}
      dirty={Boolean(typed)}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button
            look="stop"
            type="submit"
            form={form}
            disabled={!isSure}
            working={remove.isPending && t('Deleting…')}
          >
            {t('Delete room')}
          </Button>
        </>
      }
    >
      <Refused asked={remove} />
      <p>
        {plural(
          room.messages,
          {
            one: 'Everybody loses {name} with its {n} message and its files. Its integrations and tokens stop. Archive it if you only want it out of the way.',
            other:
              'Everybody loses {name} with its {n} messages and its files. Its integrations and tokens stop. Archive it if you only want it out of the way.',
          },
          { name: room.name },
        )}
      </p>
      <form id={form} onSubmit={submit}>
        <TextField
          label={t('Type the name of the room')}
          autoComplete="off"
          value={typed}
          placeholder={room.name}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
