import { useMutation } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { Link } from 'wouter'
import { post } from '../api/client'
import type { RoomEntry } from '../api/types'
import { t } from '../i18n'
import { Button, Refused, Select } from '../ui'
import styles from './cards.module.css'

interface Props {
  body: Record<string, unknown>
  isRight: boolean
  rooms: readonly RoomEntry[]
  room: RoomEntry | null
  onRoom: (id: number) => void
}

/** Posts it as the person who is signed in: the last word on a card is the server's. */
export function SendCard({ body, isRight, rooms, room, onRoom }: Props) {
  const send = useMutation({
    mutationFn: (to: RoomEntry) => post(`/v2/room/${to.id}/notification`, body),
  })
  if (!room) return null
  return (
    <div className={styles.send}>
      <Select
        aria-label={t('Room')}
        options={rooms.map((one) => ({ value: String(one.id), text: one.name }))}
        value={String(room.id)}
        onChange={(event) => {
          send.reset()
          onRoom(Number(event.target.value))
        }}
      />
      <Button
        look="go"
        icon={Send}
        disabled={!isRight}
        onClick={() => send.mutate(room)}
        working={send.isPending && t('Sending…')}
      >
        {t('Send it there')}
      </Button>
      <div role="status" className={styles.sent}>
        {send.isSuccess && (
          <Link href={`/room/${room.id}`}>{t('It is there. See it in {name}', { name: room.name })}</Link>
        )}
      </div>
      <Refused asked={send} className={styles.sent} />
    </div>
  )
}
