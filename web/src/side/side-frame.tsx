import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useIsPhone } from '../chat/use-is-phone'
import { t } from '../i18n'
import { IconButton } from '../ui'
import { CloseOver } from './lies-over'
import styles from './side.module.css'

interface Props {
  label: string
  /** Where it lies over the conversation: what closes it. */
  onClose: (() => void) | null
  children: ReactNode
}

/** The place beside the conversation; on a narrow page over it, on the phone a sheet from below. */
export function SideFrame({ label, onClose, children }: Props) {
  const isPhone = useIsPhone()
  const frame = useRef<HTMLElement>(null)
  const before = useRef<Element | null>(null)
  const liesOver = onClose !== null
  useEffect(() => {
    if (!liesOver) return
    before.current = document.activeElement
    frame.current?.focus()
    return () => {
      const last = before.current
      if (last instanceof HTMLElement && last.isConnected) last.focus({ preventScroll: true })
    }
  }, [liesOver])
  return (
    <CloseOver value={onClose}>
      {isPhone && onClose && (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Esc and the button close it, too
        <div className={styles.scrim} onClick={onClose} />
      )}
      <aside className={styles.side} aria-label={label} data-region="panel" tabIndex={-1} ref={frame}>
        {isPhone && onClose && (
          <div className={styles.sheetHead}>
            <h2 className="cut">{label}</h2>
            <IconButton icon={X} label={t('Close side panel')} onClick={onClose} />
          </div>
        )}
        {children}
      </aside>
    </CloseOver>
  )
}
