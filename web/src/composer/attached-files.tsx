import { CircleAlert, X } from 'lucide-react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { FileIcon } from '../files/file-icon'
import { sizeInWords } from '../files/words'
import { t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { Icon, IconButton } from '../ui'
import styles from './attached.module.css'
import { useAttached } from './use-attached'

/** The files that go out with the next message, and why others were not taken. */
export default function AttachedFiles({ chatKey }: { chatKey: ChatKey }) {
  const { attachments } = useChat().writing
  const files = useAttached(chatKey)
  const problem = useStore(attachments.store, (state) => state.problem.get(chatKey))
  return (
    <>
      {problem && (
        <div className={styles.problem} role="alert">
          <Icon of={CircleAlert} size="sm" />
          <span className="grow">{problem}</span>
          <IconButton icon={X} size="sm" label={t('Close')} onClick={() => attachments.dismiss(chatKey)} />
        </div>
      )}
      {files.length > 0 && (
        <ul className={styles.files} aria-label={t('Files to send')}>
          {files.map((one) => (
            <li key={one.id} className={styles.file}>
              {one.preview ? (
                <img className={styles.thumb} src={one.preview} alt="" />
              ) : (
                <FileIcon type={one.file.type} name={one.file.name} />
              )}
              <div className={styles.words}>
                <div className={styles.name} title={one.file.name}>
                  {one.file.name}
                </div>
                <div className={styles.size}>{sizeInWords(one.file.size)}</div>
              </div>
              <IconButton
                icon={X}
                size="sm"
                label={t('Remove {name}', { name: one.file.name })}
                onClick={() => attachments.remove(chatKey, one.id)}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
