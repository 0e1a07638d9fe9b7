import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import styles from './tooltip.module.css'

interface Props {
  text: string
  keys?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactElement<Record<string, unknown>>
}

/** A word on hover and keyboard focus. The child must have its own accessible name. */
export function Tooltip({ text, keys, side = 'top', children }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className={styles.place}>
          <Base.Popup className={styles.tip}>
            {text}
            {keys && <kbd>{keys}</kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Wrap the page once: neighbours then open without a second delay. */
export const TooltipProvider = Base.Provider
