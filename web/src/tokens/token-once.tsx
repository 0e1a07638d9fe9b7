import { useState } from 'react'
import type { NewToken, RoomEntry } from '../api/types'
import { t } from '../i18n'
import { cx, Select } from '../ui'
import { sayFullDate } from '../ui/times'
import { curlParts, curlText } from './curl'
import { TestNotification } from './test-notification'
import { TokenReady } from './token-ready'
import styles from './tokens.module.css'

interface Props {
  token: NewToken
  /** Rooms to try it in; the first is chosen. A room's own token gets only its room. */
  rooms: readonly RoomEntry[]
  onDone: () => void
}

/** A token of a person or a room: copy it, try it in a terminal, try it from here. */
export function TokenOnce({ token, rooms, onDone }: Props) {
  const [roomId, setRoomId] = useState(rooms[0]?.id)
  const room = rooms.find((one) => one.id === roomId) ?? rooms[0] ?? null
  const target = { origin: window.location.origin, token: token.token, scopes: token.scopes, room }
  return (
    <TokenReady
      label={token.label}
      secret={token.token}
      ends={
        token.expires ? t('ends {when}', { when: sayFullDate(new Date(token.expires)) }) : t('never ends')
      }
      command={curlText(target)}
      drawn={curlParts(target).map((part) => (
        <span key={part.text} className={part.isString ? styles.string : undefined}>
          {part.text}
        </span>
      ))}
      more={
        token.scopes.includes('send_notification') &&
        room && (
          <TestNotification token={token.token} room={room}>
            {rooms.length > 1 && (
              <Select
                aria-label={t('Room')}
                className={cx(styles.room)}
                options={rooms.map((one) => ({ value: String(one.id), text: one.name }))}
                value={String(room.id)}
                onChange={(event) => setRoomId(Number(event.target.value))}
              />
            )}
          </TestNotification>
        )
      }
      onDone={onDone}
    />
  )
}
