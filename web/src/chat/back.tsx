import { ArrowLeft } from 'lucide-react'
import { plural, t } from '../i18n'
import styles from '../rooms/header.module.css'
import { Badge, IconButton } from '../ui'
import { useBackToList } from './back-to-list'
import { useElsewhere } from './elsewhere'

/** On the phone, back to the list; says what is new in other chats. */
export function Back() {
  const goBack = useBackToList()
  const { calls, chats } = useElsewhere()
  const label =
    chats > 0
      ? plural(chats, {
          one: 'Back to rooms, {n} other chat has something new',
          other: 'Back to rooms, {n} other chats have something new',
        })
      : t('Back to rooms')
  return (
    <span className={styles.back}>
      <IconButton icon={ArrowLeft} label={label} onClick={goBack} />
      {chats > 0 && (
        <span className={styles.elsewhere} aria-hidden="true">
          <Badge count={calls || chats} quiet={calls === 0} what="" />
        </span>
      )}
    </span>
  )
}
