import type { LucideIcon } from 'lucide-react'
import { cx } from './cx'

interface Props {
  of: LucideIcon
  size?: 'sm' | 'lg'
  /** What it says to a screen reader. Without one the icon is decoration beside a word. */
  label?: string
  className?: string
}

/** A lucide icon at the size and weight of our type: 18 px, `sm` 16 px, `lg` 24 px. */
export function Icon({ of: Drawing, size, label, className }: Props) {
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  return <Drawing className={cx('i', size && `i-${size}`, className)} {...named} />
}
