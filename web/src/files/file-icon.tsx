import { cx, Icon } from '../ui'
import styles from './files.module.css'
import { faceOf } from './kinds'

/** What sort of file it is, as a small tinted tile. */
export function FileIcon({ type, name, isSmall }: { type: string; name: string; isSmall?: boolean }) {
  const { icon, tint } = faceOf(type, name)
  return (
    <span className={cx(styles.icon, styles[tint], isSmall && styles.small)}>
      <Icon of={icon} size={isSmall ? 'sm' : undefined} />
    </span>
  )
}
