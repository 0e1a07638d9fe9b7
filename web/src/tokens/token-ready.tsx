import { CircleCheck } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { t } from '../i18n'
import { Button, Confirm, CopyButton, Icon } from '../ui'
import { watchWide } from '../ui/wide'
import styles from './tokens.module.css'
import { useLeaveGuard } from './use-leave-guard'

interface Props {
  label: string
  secret: string
  /** «never ends», or when. */
  ends: string
  /** What tries it in a terminal, as it is copied, and as it is drawn. */
  command: string
  drawn?: ReactNode
  /** Further ways to try it. */
  more?: ReactNode
  onDone: () => void
}

/** The only time a token is seen: copy it, try it. Whoever leaves without having copied it is asked. */
export function TokenReady({ label, secret, ends, command, drawn = command, more, onDone }: Props) {
  const [copied, setCopied] = useState(false)
  const [asking, setAsking] = useState(false)
  const [, go] = useLocation()
  const guard = useLeaveGuard(!copied)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    heading.current?.focus()
    heading.current?.scrollIntoView?.({ block: 'center' })
  }, [])

  return (
    <section className={styles.ready} aria-label={t('New token')}>
      <div className={styles.readyHead}>
        <Icon of={CircleCheck} />
        <h2 ref={heading} tabIndex={-1}>
          {t('“{label}” is ready', { label })}
        </h2>
        <span className="quiet small">{ends}</span>
      </div>
      <Step number={1} title={t('Copy the token now. It is shown once.')}>
        <div className={styles.secret}>
          <span className="grow cut" translate="no">
            {secret}
          </span>
          <CopyButton text={secret} label={t('Copy token')} look="go" onCopied={() => setCopied(true)} />
        </div>
        <p className={styles.hint}>
          {t('We keep only a fingerprint. If you lose it, revoke it and create another.')}
        </p>
      </Step>
      <Step number={2} title={t('Try it from a terminal')}>
        <div className={styles.curl}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which needs the keyboard too */}
          <pre ref={watchWide} tabIndex={0} translate="no">
            {drawn}
          </pre>
          <CopyButton text={command} className={styles.copy} onCopied={() => setCopied(true)} />
        </div>
      </Step>
      {more && (
        <Step number={3} title={t('Or try it from here')}>
          {more}
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
