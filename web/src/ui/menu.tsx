import { Menu as Base } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { t } from '../i18n'
import { cx } from './cx'
import { Icon } from './icon'
import styles from './menu.module.css'

interface MenuProps {
  /** The button that opens it, with its own accessible name. */
  button: ReactElement<Record<string, unknown>>
  side?: 'top' | 'bottom'
  align?: 'start' | 'end'
  /** Open at once: for a menu that is fetched with the first click on its button. */
  defaultOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** Asked when it closes: false leaves the focus where what was chosen has put it. */
  finalFocus?: () => boolean
  children: ReactNode
}

export function Menu(props: MenuProps) {
  const {
    button,
    side = 'bottom',
    align = 'end',
    defaultOpen = false,
    onOpenChange,
    finalFocus,
    children,
  } = props
  return (
    <Base.Root defaultOpen={defaultOpen} onOpenChange={(isOpen) => onOpenChange?.(isOpen)}>
      <Base.Trigger render={button} />
      {/* Drawn at the end of the page: a place of its own for those who go from landmark to landmark. */}
      <Base.Portal role="region" aria-label={t('Menu')}>
        <Base.Backdrop className={styles.scrim} />
        <Base.Positioner side={side} align={align} sideOffset={6} className={styles.place}>
          <Base.Popup className={styles.menu} finalFocus={finalFocus}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface MenuItemProps {
  icon?: LucideIcon
  /** A key combination, or the reason why it is not allowed. */
  end?: string
  danger?: boolean
  disabled?: boolean
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({ icon, end, danger, disabled, onSelect, children }: MenuItemProps) {
  return (
    <Base.Item className={cx(styles.item, danger && styles.danger)} disabled={disabled} onClick={onSelect}>
      {icon && <Icon of={icon} size="sm" />}
      {children}
      {end && <span className={styles.end}>{end}</span>}
    </Base.Item>
  )
}

export function MenuLine() {
  return <Base.Separator className={styles.line} />
}
