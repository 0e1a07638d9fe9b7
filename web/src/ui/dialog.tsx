import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { t } from '../i18n'
import { Button, IconButton } from './button'
import styles from './dialog.module.css'
import { useQuietBehind } from './quiet-behind'

interface DialogProps {
  open: boolean
  onClose: () => void
  /** A verb phrase; the main button in the foot has the same words. */
  title: string
  /** Something was typed: a click outside then no longer closes. */
  dirty?: boolean
  foot?: ReactNode
  children: ReactNode
}

/** Asks something. Focus goes in and comes back; Esc closes; on the phone a sheet from below. */
export function Dialog({ open, onClose, title, dirty = false, foot, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  useQuietBehind(open)
  return (
    <Base.Root open={open} onOpenChange={(next) => next || onClose()} disablePointerDismissal={dirty}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Popup ref={popup} className={styles.dialog} initialFocus={() => firstField(popup.current)}>
          <div className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <IconButton icon={X} label={t('Close')} onClick={onClose} />
          </div>
          <div className={styles.body}>{children}</div>
          {foot && <div className={styles.foot}>{foot}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

const FIELD = 'input:not([type="radio"]), textarea, select'
// not translated: a selector
const PART = `.${styles.body} :is([tabindex="0"], a, button), .${styles.foot} button`

/** What is asked for gets the focus; without a field what can be done, and not the cross above it. */
function firstField(popup: HTMLElement | null): HTMLElement | true {
  return popup?.querySelector<HTMLElement>(FIELD) ?? popup?.querySelector<HTMLElement>(PART) ?? true
}

interface ConfirmProps {
  open: boolean
  title: string
  /** The verb of the button that destroys. */
  action: string
  working?: string | false
  onClose: () => void
  onConfirm: () => void
  /** The consequence. */
  children: ReactNode
}

/** Asks before something is lost. */
export function Confirm({ open, title, action, working, onClose, onConfirm, children }: ConfirmProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="stop" onClick={onConfirm} working={working}>
            {action}
          </Button>
        </>
      }
    >
      <div>{children}</div>
    </Dialog>
  )
}
