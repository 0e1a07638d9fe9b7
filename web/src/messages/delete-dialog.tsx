import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { Callout, Confirm } from '../ui'
import styles from './editor.module.css'
import { said } from './said'

/** Asks before a message is lost, and shows which one. */
export default function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { changes } = useChat()
  const deleting = useStore(changes.store, (state) => state.deleting)
  if (!deleting) return null
  const { message, isWorking, error } = deleting
  const what = message.type === 'notification' ? 'notification' : 'message'
  return (
    <Confirm
      open
      title={`Delete this ${what}`}
      action={`Delete ${what}`}
      working={isWorking && 'Deleting…'}
      onClose={onClose}
      onConfirm={() => void changes.remove()}
    >
      {error && (
        <Callout kind="red" alert>
          {error}
        </Callout>
      )}
      <p>
        Everybody loses it{message.file ? ', and the file with it' : ''}. Its place in the conversation stays,
        empty.
      </p>
      <blockquote className={styles.gone}>
        <b>{message.from?.name ?? message.sender ?? 'An integration'}</b> {said(message)}
      </blockquote>
    </Confirm>
  )
}
