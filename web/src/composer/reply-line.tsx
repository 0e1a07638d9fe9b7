import { X } from 'lucide-react'
import { rich, t } from '../i18n'
import type { ChatMessage } from '../messages/model'
import { said } from '../messages/said'
import { IconButton } from '../ui'
import styles from './composer.module.css'

/** What one is about to answer, above the field. */
export function ReplyLine({ message, onClose }: { message: ChatMessage; onClose: () => void }) {
  const name = <b translate="no">{message.from?.name ?? message.sender ?? t('Somebody who left')}</b>
  return (
    <div className={styles.reply}>
      <span className="grow cut">
        {rich('Reply to {name}', { name })} <span translate="no">{said(message)}</span>
      </span>
      <IconButton icon={X} size="sm" label={t('Do not reply')} onClick={onClose} />
    </div>
  )
}
