import { CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { t } from '../i18n'
import styles from '../tokens/tokens.module.css'
import { useLeaveGuard } from '../tokens/use-leave-guard'
import { Button, Confirm, CopyButton, Icon } from '../ui'
import type { NewAdminToken } from './calls'

/** The only time a token of API v1 is seen. */
export function V1TokenOnce({ token, onDone }: { token: NewAdminToken; onDone: () => void }) {
  const [copied, setCopied] = useState(false)
  const [asking, setAsking] = useState(false)
  const [, go] = useLocation()
  const guard = useLeaveGuard(!copied)
  const heading = useRef<HTMLHeadingElement>(null)
  const secret = token.token ?? ''
  // not translated: a command
  const command = `curl '${window.location.origin}/v1/rooms/message?auth_token=${secret}' \\\n  -d room_id=Lobby -d from=Script -d message='It works'`

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
        <span className="quiet small">{t('never ends')}</span>
      </div>
      <div className={styles.step}>
        <span className={styles.number} aria-hidden="true">
          1
        </span>
        <div>
          <h3>{t('Copy the token now. It is shown once.')}</h3>
          <div className={styles.secret}>
            <span className="grow cut">{secret}</span>
            <CopyButton text={secret} label={t('Copy token')} look="go" onCopied={() => setCopied(true)} />
          </div>
          <p className={styles.hint}>
            {t('We keep only a fingerprint. If you lose it, revoke it and create another.')}
          </p>
        </div>
      </div>
      <div className={styles.step}>
        <span className={styles.number} aria-hidden="true">
          2
        </span>
        <div>
          <h3>{t('Try it from a terminal')}</h3>
          <div className={styles.curl}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which needs the keyboard too */}
            <pre tabIndex={0}>{command}</pre>
            <CopyButton text={command} className={styles.copy} onCopied={() => setCopied(true)} />
          </div>
        </div>
      </div>
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
