import { CircleCheck } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { NewToken, RoomEntry } from '../api/types'
import { t } from '../i18n'
import { Button, Confirm, CopyButton, cx, Icon, Select } from '../ui'
import { sayFullDate } from '../ui/times'
import { curlParts, curlText } from './curl'
import { TestNotification } from './test-notification'
import styles from './tokens.module.css'
import { useLeaveGuard } from './use-leave-guard'

interface Props {
  token: NewToken
  /** Rooms to try it in; the first is chosen. A room's own token gets only its room. */
  rooms: readonly RoomEntry[]
  onDone: () => void
}

/** The only time the token is seen: copy it, try it in a terminal, try it from here. */
export function TokenOnce({ token, rooms, onDone }: Props) {
  const [copied, setCopied] = useState(false)
  const [roomId, setRoomId] = useState(rooms[0]?.id)
  const [asking, setAsking] = useState(false)
  const [, go] = useLocation()
  const guard = useLeaveGuard(!copied)
  const heading = useRef<HTMLHeadingElement>(null)
  const room = rooms.find((one) => one.id === roomId) ?? rooms[0] ?? null
  const target = { origin: window.location.origin, token: token.token, scopes: token.scopes, room }
  const canNotify = token.scopes.includes('send_notification')

  useEffect(() => {
    heading.current?.focus()
    heading.current?.scrollIntoView?.({ block: 'center' })
  }, [])

  return (
    <section className={styles.ready} aria-label={t('New token')}>
      <div className={styles.readyHead}>
        <Icon of={CircleCheck} />
        <h2 ref={heading} tabIndex={-1}>
          {t('“{label}” is ready', { label: token.label })}
        </h2>
        <span className="quiet small">
          {token.expires ? t('ends {when}', { when: sayFullDate(new Date(token.expires)) }) : t('never ends')}
        </span>
      </div>
      <Step number={1} title={t('Copy the token now. It is shown once.')}>
        <div className={styles.secret}>
          <span className="grow cut">{token.token}</span>
          <CopyButton text={token.token} label={t('Copy token')} look="go" onCopied={() => setCopied(true)} />
        </div>
        <p className={styles.hint}>
          {t('We keep only a fingerprint. If you lose it, revoke it and create another.')}
        </p>
      </Step>
      <Step number={2} title={t('Try it from a terminal')}>
        <div className={styles.curl}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which needs the keyboard too */}
          <pre tabIndex={0}>
            {curlParts(target).map((part) => (
              <span key={part.text} className={part.isString ? styles.string : undefined}>
                {part.text}
              </span>
            ))}
          </pre>
          <CopyButton text={curlText(target)} className={styles.copy} onCopied={() => setCopied(true)} />
        </div>
      </Step>
      {canNotify && room && (
        <Step number={3} title={t('Or try it from here')}>
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
        </Step>
      )}
      <div className={styles.foot}>
        <Button onClick={() => (copied ? onDone() : setAsking(true))}>{t('I have copied it')}</Button>
      </div>
      <Confirm
        open={asking || guard.wanted !== null}
        title={t('Leave without the token')}
        action={t('Leave')}
        onClose={() => {
          setAsking(false)
          guard.stay()
        }}
        onConfirm={() => {
          onDone()
          if (guard.wanted) go(guard.wanted.replace(window.location.origin, ''))
        }}
      >
        <p>
          {t(
            'It was not copied from here, and nobody can show it again. If you lose it, you create another one.',
          )}
        </p>
      </Confirm>
    </section>
  )
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <div className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    </div>
  )
}
