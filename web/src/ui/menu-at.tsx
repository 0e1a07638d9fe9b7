import { Menu as Base } from '@base-ui/react/menu'
import type { ReactNode } from 'react'
import { t } from '../i18n'
import styles from './menu.module.css'

interface Props {
  /** What it belongs to: it opens beside it, and the focus goes back there. */
  of: HTMLElement
  /** Where the pointer was, when it was asked for with one. */
  point: { x: number; y: number } | null
  label: string
  onClose: () => void
  children: ReactNode
}

/** A menu without a button of its own: of a row, at the pointer. Open until it is closed. */
export function MenuAt({ of, point, label, onClose, children }: Props) {
  const anchor = point
    ? { getBoundingClientRect: () => DOMRect.fromRect({ x: point.x, y: point.y, width: 0, height: 0 }) }
    : of
  return (
    <Base.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Base.Portal role="region" aria-label={t('Menu')}>
        <Base.Backdrop className={styles.scrim} />
        <Base.Positioner anchor={anchor} side="bottom" align="start" sideOffset={4} className={styles.place}>
          <Base.Popup className={styles.menu} aria-label={label} finalFocus={() => of}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
