import { plural, t } from '../i18n'
import styles from './composer.module.css'
import { LONGEST } from './longest'

const TOLD_FROM = 500

/** That what is written is kept; or how much more there can be, where that is soon the end. */
export function LengthLeft({ length }: { length: number }) {
  const left = LONGEST - length
  if (left > TOLD_FROM) return <span>{t('Draft kept')}</span>
  if (left >= 0) return <span>{plural(left, { one: '{n} letter left', other: '{n} letters left' })}</span>
  return (
    <strong className={styles.over}>
      {plural(-left, { one: '{n} letter too many', other: '{n} letters too many' })}
    </strong>
  )
}
