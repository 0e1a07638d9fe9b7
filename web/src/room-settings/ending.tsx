import { useMutation } from '@tanstack/react-query'
import { Archive, ArchiveRestore, LogOut, Trash } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import { useSession } from '../session/session'
import { Button, Confirm, Refused, toast } from '../ui'
import { type RoomSettings, removeMember } from './calls'
import { DeleteRoom } from './delete-room'
import styles from './room-settings.module.css'
import { useRoomChange } from './use-change'

/** The ways out: of the room, into the archive, for good. */
export function Ending({ room }: { room: RoomSettings }) {
  const me = useSession().data?.me?.id ?? 0
  const [isDeleting, setDeleting] = useState(false)
  const archive = useRoomChange(room)
  const isOwner = room.owner_id === me
  return (
    <div className={styles.rows}>
      <Refused asked={archive} />
      <Row title={t('Leave the room')} hint={leaveHint(room, isOwner)}>
        <Leave room={room} me={me} isAllowed={room.privacy === 'private' && room.is_member && !isOwner} />
      </Row>
      {room.can_admin && (
        <Row
          title={room.is_archived ? t('Bring it back') : t('Archive')}
          hint={
            room.is_archived
              ? t('Everybody who could write here can do so again.')
              : t(
                  'Everybody can still read it and search in it; nobody can write. It leaves the list of rooms.',
                )
          }
        >
          <Button
            icon={room.is_archived ? ArchiveRestore : Archive}
            working={archive.isPending && (room.is_archived ? t('Bringing back…') : t('Archiving…'))}
            onClick={() =>
              archive.mutate({
                change: { is_archived: !room.is_archived },
                done: room.is_archived
                  ? t('Room “{name}” is back', { name: room.name })
                  : t('Room “{name}” is archived', { name: room.name }),
                undo: { is_archived: room.is_archived },
              })
            }
          >
            {room.is_archived ? t('Bring back') : t('Archive room')}
          </Button>
        </Row>
      )}
      {room.can_admin && (
        <Row
          title={t('Delete')}
          hint={t('The room, its messages and its files are gone for everybody, for good.')}
        >
          <Button look="plainStop" icon={Trash} onClick={() => setDeleting(true)}>
            {t('Delete room')}
          </Button>
        </Row>
      )}
      {isDeleting && <DeleteRoom room={room} onClose={() => setDeleting(false)} />}
    </div>
  )
}

function leaveHint(room: RoomSettings, isOwner: boolean): string {
  if (room.privacy === 'public') return t('Open rooms have no members: close it, and you are out of it.')
  if (isOwner) return t('The owner cannot leave. Make somebody else the owner first, among the members.')
  if (!room.is_member) return t('You are no member of this room.')
  return t('You lose the room with its history until somebody adds you again.')
}

function Leave({ room, me, isAllowed }: { room: RoomSettings; me: number; isAllowed: boolean }) {
  const [, navigate] = useLocation()
  const [asks, setAsks] = useState(false)
  const leave = useMutation({
    mutationFn: () => removeMember(room.id, me),
    onSuccess: () => {
      toast(t('You have left {name}', { name: room.name }))
      navigate('/')
    },
  })
  return (
    <>
      <Button icon={LogOut} disabled={!isAllowed} onClick={() => setAsks(true)}>
        {t('Leave room')}
      </Button>
      <Confirm
        open={asks}
        title={t('Leave {name}', { name: room.name })}
        action={t('Leave room')}
        working={leave.isPending && t('Leaving…')}
        onClose={() => setAsks(false)}
        onConfirm={() => leave.mutate()}
      >
        {leave.isError
          ? sentence(leave.error)
          : t('You lose the room with its history until somebody adds you again.')}
      </Confirm>
    </>
  )
}

function Row({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <div>
        <div className={styles.label}>{title}</div>
        <div className="small quiet">{hint}</div>
      </div>
      {children}
    </div>
  )
}
