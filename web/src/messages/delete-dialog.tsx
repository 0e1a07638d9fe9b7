import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { Callout, Confirm } from '../ui'
import styles from './editor.module.css'
import { said } from './said'

/** Asks before a message is lost, and shows which one. */
export default function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { changes } = useChat()
  const deleting = useStore(changes.store, (state) => state.deleting)
  if (!deleting) return null
  const { message, isWorking, error } = deleting
  const isNote = message.type === 'notification'
  return (
    <Confirm
      open
      title={isNote ? t('Delete this notification') : t('Delete this message')}
      action={isNote ? t('Delete notification') : t('Delete message')}
      working={isWorking && t('Deleting…')}
      onClose={onClose}
      onConfirm={() => void changes.remove()}
    >
      {error && (
        <Callout kind="red" alert>
          {error}
        </Callout>
      )}
      <p>
        {message.file
          ? t('Everybody loses it, and the file with it. Its place in the conversation stays, empty.')
          : t('Everybody loses it. Its place in the conversation stays, empty.')}
      </p>
      <blockquote className={styles.gone}>
        <b>{message.from?.name ?? message.sender ?? t('An integration')}</b> {said(message)}
      </blockquote>
    </Confirm>
  )
}
