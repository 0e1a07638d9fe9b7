import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { Icon } from './icon'
import styles from './notices.module.css'

interface BannerProps {
  /** Yellow: a state that passes, like offline. Red: blocked until somebody acts. */
  kind?: 'yellow' | 'red'
  action?: ReactNode
  children: ReactNode
}

/** A state that lasts, over the timeline. Announced once, politely. */
export function Banner({ kind = 'yellow', action, children }: BannerProps) {
  return (
    <div className={cx(styles.banner, kind === 'red' && styles.bannerRed)} role="status">
      <Icon of={kind === 'red' ? CircleAlert : WifiOff} />
      <div className="grow">{children}</div>
      {action}
    </div>
  )
}

const CALLOUTS = { accent: Info, green: CircleCheck, yellow: TriangleAlert, red: CircleAlert } as const

interface CalloutProps {
  kind?: keyof typeof CALLOUTS
  icon?: LucideIcon
  /** Read out at once: for the answer to something the person just did. */
  alert?: boolean
  className?: string
  children: ReactNode
}

/** A remark in a page. */
export function Callout({
  kind = 'accent',
  icon = CALLOUTS[kind],
  alert,
  className,
  children,
}: CalloutProps) {
  return (
    <div
      className={cx(styles.callout, kind !== 'accent' && styles[kind], className)}
      role={alert ? 'alert' : undefined}
    >
      <Icon of={icon} />
      <div>{children}</div>
    </div>
  )
}
