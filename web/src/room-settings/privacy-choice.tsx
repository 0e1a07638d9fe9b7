import { useState } from 'react'
import { plural, t } from '../i18n'
import { useSession } from '../session/session'
import { Button, Dialog, Refused } from '../ui'
import { Radio } from '../ui/radio'
import type { RoomSettings } from './calls'
import styles from './room-settings.module.css'
import { useRoomChange } from './use-change'

type Privacy = RoomSettings['privacy']

/** Open or private; says what a change means before it is made. */
export function PrivacyChoice({ room, isFixed }: { room: RoomSettings; isFixed: boolean }) {
  const group = useSession().data?.group?.name ?? ''
  const [wanted, setWanted] = useState<Privacy | null>(null)
  const change = useRoomChange(room)
  const close = () => setWanted(null)
  function apply(privacy: Privacy) {
    change.mutate(
      {
        change: { privacy },
        done:
          privacy === 'private'
            ? t('Room “{name}” is private', { name: room.name })
            : t('Room “{name}” is open', { name: room.name }),
      },
      { onSuccess: close },
    )
  }
  return (
    <>
      <fieldset className={styles.form} disabled={isFixed}>
        <legend className="hush">{t('Who can come in')}</legend>
        <Radio
          name="privacy"
          checked={room.privacy === 'public'}
          onChange={() => setWanted('public')}
          hint={t('Everybody in {group} can find it, read its history and join.', { group })}
        >
          {t('Open')}
        </Radio>
        <Radio
          name="privacy"
          checked={room.privacy === 'private'}
          onChange={() => setWanted('private')}
          hint={t('Only people who are invited know that it exists.')}
        >
          {t('Private')}
        </Radio>
      </fieldset>
      {wanted && (
        <Dialog
          open
          onClose={close}
          title={wanted === 'private' ? t('Make the room private') : t('Open the room')}
          foot={
            <>
              <Button onClick={close}>{t('Cancel')}</Button>
              <Button look="go" onClick={() => apply(wanted)} working={change.isPending && t('Changing…')}>
                {wanted === 'private' ? t('Make the room private') : t('Open the room')}
              </Button>
            </>
          }
        >
          <Refused asked={change} />
          <p>{wanted === 'private' ? closing(room) : opening(room)}</p>
        </Dialog>
      )}
    </>
  )
}

function closing(room: RoomSettings): string {
  return plural(
    room.people,
    {
      one: 'The {n} person who is in {name} now becomes a member. Everybody else loses it at once, with its whole history and its files, until somebody adds them.',
      other:
        'The {n} people who are in {name} now become members. Everybody else loses it at once, with its whole history and its files, until somebody adds them.',
    },
    { name: room.name },
  )
}

function opening(room: RoomSettings): string {
  return plural(
    room.messages,
    {
      one: 'Everybody of the team can find {name} then, and read the {n} message that was written while it was private. This cannot be taken back for what they have read.',
      other:
        'Everybody of the team can find {name} then, and read all {n} messages that were written while it was private. This cannot be taken back for what they have read.',
    },
    { name: room.name },
  )
}
