import { useMutation } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Send } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { Link } from 'wouter'
import { sendTestNotification } from '../api/calls'
import { sentence } from '../api/errors'
import type { RoomEntry } from '../api/types'
import { t } from '../i18n'
import { Button, cx, Icon } from '../ui'
import styles from './tokens.module.css'

interface Props {
  token: string
  room: Pick<RoomEntry, 'id' | 'name'>
  /** Stands in front of the button, like the choice of the room. */
  children?: ReactNode
}

/** Posts a green notification with the token itself, as a script would, and says what came back. */
export function TestNotification({ token, room, children }: Props) {
  const { mutate, reset, data, error, isPending } = useMutation({
    mutationFn: () => sendTestNotification(token, room.id),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another room is another try
  useEffect(() => reset(), [room.id, reset])
  return (
    <div className={styles.try}>
      {children}
      <Button icon={Send} onClick={() => mutate()} working={isPending && t('Sending…')}>
        {t('Send a test notification')}
      </Button>
      <span className={styles.result} role="status">
        {data && (
          <>
            <span className={cx(styles.result, styles.good)}>
              <Icon of={CircleCheck} size="sm" />{' '}
              {t('{status} in {n} ms.', {
                status: String(data.status),
                n: Math.max(1, Math.round(data.took)),
              })}
            </span>
            <Link href={`/room/${room.id}`}>{t('See it in {name}', { name: room.name })}</Link>
          </>
        )}
        {error && (
          <span className={cx(styles.result, styles.bad)}>
            <Icon of={CircleAlert} size="sm" /> {sentence(error)}
          </span>
        )}
      </span>
    </div>
  )
}
