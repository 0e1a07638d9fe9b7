import { cx } from '../ui'
import styles from './reference.module.css'

const LOOKS: Record<string, string | undefined> = {
  GET: styles.get,
  PUT: styles.put,
  PATCH: styles.put,
  DELETE: styles.delete,
}

/** GET, POST, PUT, DELETE: coloured, and the word is always there. */
export function MethodTag({ verb, small }: { verb: string; small?: boolean }) {
  return (
    <span translate="no" className={cx(styles.tag, LOOKS[verb], small && styles.small)}>
      {small && verb === 'DELETE' ? 'DEL' : verb}
    </span>
  )
}
