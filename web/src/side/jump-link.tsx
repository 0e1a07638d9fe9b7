import { MessageSquareText } from 'lucide-react'
import { Link } from 'wouter'
import { messagePath } from '../chat/paths'
import { t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { Icon, Tooltip } from '../ui'
import { useAfterJump } from './lies-over'
import styles from './side.module.css'

/** Leads to the message in the conversation. */
export function JumpLink({ chatKey, id }: { chatKey: ChatKey; id: string }) {
  const afterJump = useAfterJump()
  const label = t('Show in the conversation')
  return (
    <Tooltip text={label}>
      <Link href={messagePath(chatKey, id)} className={styles.jump} aria-label={label} onClick={afterJump}>
        <Icon of={MessageSquareText} size="sm" />
      </Link>
    </Tooltip>
  )
}
