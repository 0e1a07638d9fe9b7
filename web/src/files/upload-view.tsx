import { X } from 'lucide-react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { formatNumber, t } from '../i18n'
import { cx, IconButton } from '../ui'
import type { UploadEntry } from '../uploads/uploads'
import { boxFor } from './box'
import { FileIcon } from './file-icon'
import styles from './files.module.css'
import { sizeInWords } from './words'

/** A file on its way: how far it has come, and the way to stop it. */
export default function UploadView({ entry, onCancel }: { entry: UploadEntry; onCancel: () => void }) {
  const chat = useChat()
  const { file, preview, width, height } = entry.attached
  const box = boxFor(width, height)
  const sent = useStore(chat.writing.uploads.progress, (progress) => progress.sent.get(entry.client_id))
  // Files go one after the other: the next ones wait.
  const isMoving = entry.state === 'sending' && sent !== undefined
  return (
    <>
      {preview && (
        <span className={cx(styles.picture, styles.coming, box.isCut && styles.cut)}>
          <img src={preview} alt="" width={box.width} height={box.height} />
        </span>
      )}
      <div className={cx(styles.card, preview && styles.under)}>
        {!preview && <FileIcon type={file.type} name={file.name} />}
        <div className="grow">
          <div className={styles.name} title={file.name}>
            {file.name}
          </div>
          <div className={styles.size}>
            {isMoving ? progressInWords(sent, file.size) : sizeInWords(file.size)}
          </div>
        </div>
        {entry.state !== 'failed' && (
          <IconButton icon={X} size="sm" label={t('Cancel {name}', { name: file.name })} onClick={onCancel} />
        )}
        {isMoving && (
          <progress
            className={styles.bar}
            aria-label={t('Sending {name}', { name: file.name })}
            value={sent}
            max={file.size}
          />
        )}
      </div>
    </>
  )
}

function progressInWords(sent: number, size: number): string {
  if (sent >= size) return t('Almost there…')
  return t('{percent} of {size}', {
    percent: formatNumber(Math.floor((sent / size) * 100) / 100, { style: 'percent' }),
    size: sizeInWords(size),
  })
}
