import { t } from '../i18n'
import { Bone } from '../ui'
import styles from './timeline-bones.module.css'

const SHAPES = [2, 1, 3, 1, 2, 1] as const

/** Messages to come, breathing. */
export function TimelineBones() {
  return (
    <div className={styles.bones} role="status">
      <span className="hush">{t('Loading messages')}</span>
      {SHAPES.map((lines, message) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes never move
        <div key={message} className={styles.message}>
          <span className={styles.face} />
          <span className={styles.name}>
            <Bone />
          </span>
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
            <Bone key={line} width={line === lines - 1 ? 'short' : 'middle'} />
          ))}
        </div>
      ))}
    </div>
  )
}
