import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './button.module.css'
import { cx } from './cx'
import { Icon } from './icon'
import { keyShortcut } from './key-names'
import { Tooltip } from './tooltip'

type Look = 'go' | 'stop' | 'plain' | 'plainStop'

interface ButtonLook {
  /** One `go` on a screen; `stop` destroys; `plain` is text only. Without a look: a plain edge. */
  look?: Look
  size?: 'sm'
  wide?: boolean
  icon?: LucideIcon
}

interface ButtonProps extends ButtonLook, ComponentProps<'button'> {
  /** The word shown while the action runs, like «Creating…». The button keeps its width and ignores clicks. */
  working?: string | false | undefined
}

function looks({ look, size, wide }: ButtonLook, className?: string): string {
  return cx(styles.btn, look && styles[look], size && styles[size], wide && styles.wide, className)
}

export function Button({
  look,
  size,
  wide,
  icon,
  working,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const face = (
    <>
      {icon && <Icon of={icon} size={size} />}
      {children}
    </>
  )
  return (
    <button
      type="button"
      className={looks({ look, size, wide }, className)}
      aria-busy={working ? true : undefined}
      aria-disabled={working ? true : undefined}
      onClick={working ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {working ? (
        <span className={styles.words}>
          <span className={styles.unseen} aria-hidden="true">
            {face}
          </span>
          <span>{working}</span>
        </span>
      ) : (
        face
      )}
    </button>
  )
}

interface LinkButtonProps extends ButtonLook {
  href: string
  children: ReactNode
}

/** A link that looks like a button. */
export function LinkButton({ href, icon, size, children, ...look }: LinkButtonProps) {
  const className = looks({ size, ...look })
  const face = (
    <>
      {icon && <Icon of={icon} size={size} />}
      {children}
    </>
  )
  return (
    <Link href={href} className={className}>
      {face}
    </Link>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon
  /** Its name, for screen readers and in the tooltip. */
  label: string
  size?: 'sm'
  /** Key combination shown in the tooltip. */
  keys?: string
}

export function IconButton({ icon, label, size, keys, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={keys && keyShortcut(keys)}
        className={cx(styles.iconBtn, size && styles.iconSm, className)}
        {...rest}
      >
        <Icon of={icon} size={size} />
      </button>
    </Tooltip>
  )
}
