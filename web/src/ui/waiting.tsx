import { type ReactNode, useEffect, useState } from 'react'
import { t } from '../i18n'
import { Glyph } from './brand'
import { cx } from './cx'
import styles from './waiting.module.css'

/** True once `ms` have passed: skeletons show only when the answer is slow. */
export function useSlow(ms = 300): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return slow
}

/** One breathing line of a skeleton. */
export function Bone({ width }: { width?: 'short' | 'middle' }) {
  return <div className={cx(styles.bone, width && styles[width])} />
}

/** Lines in the shape of what comes, after 300 ms. Says «Loading» once to screen readers. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const slow = useSlow()
  if (!slow) return null
  const widths = ['middle', undefined, 'short'] as const
  return (
    <div className="stack" role="status">
      <span className="hush">{t('Loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Bone key={line} width={widths[line % 3]} />
      ))}
    </div>
  )
}

interface EmptyProps {
  title: string
  children?: ReactNode
  actions?: ReactNode
  drawing?: ReactNode
  /** Nothing else on the page has a title. */
  isPage?: boolean
}

/** What this place is for and the first step. */
export function Empty({ title, children, actions, drawing, isPage }: EmptyProps) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <div className={styles.blank}>
      {drawing ?? <Glyph className={styles.scene} />}
      <Title>{title}</Title>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
