import { Toast as Base } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { t } from '../i18n'
import { Icon } from './icon'
import styles from './toast.module.css'

const toasts = Base.createToastManager()

export function put(text: string, undo?: () => void): void {
  toasts.add({
    title: text,
    timeout: 6000,
    ...(undo ? { actionProps: { children: t('Undo'), onClick: undo } } : {}),
  })
}

function Shown() {
  const { toasts: shown } = Base.useToastManager()
  return shown.map((one) => (
    <Base.Root key={one.id} toast={one} className={styles.toast} swipeDirection={['down', 'right']}>
      <Base.Title className="grow" render={<div />} />
      <Base.Action />
      {/* It can be reached with Tab, so it is never hidden from those who cannot see it. */}
      <Base.Close aria-label={t('Close')} aria-hidden={false} className={styles.close}>
        <Icon of={X} size="sm" />
      </Base.Close>
    </Base.Root>
  ))
}

export default function ToastLayer() {
  return (
    <Base.Provider toastManager={toasts} limit={1}>
      <Base.Portal>
        <Base.Viewport className={styles.place} aria-label={t('Notices')}>
          <Shown />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}
