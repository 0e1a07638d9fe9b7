import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ChatFile } from '../api/types'
import { t } from '../i18n'
import { cx, Icon } from '../ui'
import { boxFor } from './box'
import { FileIcon } from './file-icon'
import styles from './files.module.css'
import { shownAs } from './kinds'
import { TextStart } from './text-start'
import { sizeInWords } from './words'

interface Props {
  file: ChatFile
  /** Shows a picture large. */
  onShow: () => void
}

/** A shared file, as far as a browser can show it. */
export default function FileView({ file, onShow }: Props) {
  const [isBroken, setBroken] = useState(false)
  const broke = () => setBroken(true)
  if (isBroken) return <FileCard file={file} />
  switch (shownAs(file)) {
    case 'picture':
      return <Picture file={file} onShow={onShow} onBroken={broke} />
    case 'video':
      return (
        <figure className={styles.media}>
          {/* biome-ignore lint/a11y/useMediaCaption: people share what they have, without captions */}
          <video
            className={styles.video}
            controls
            preload="metadata"
            playsInline
            src={file.url}
            aria-label={file.name}
            onError={broke}
          />
          <Caption file={file} />
        </figure>
      )
    case 'audio':
      return (
        <figure className={styles.media}>
          {/* biome-ignore lint/a11y/useMediaCaption: people share what they have, without captions */}
          <audio
            className={styles.audio}
            controls
            preload="metadata"
            src={file.url}
            aria-label={file.name}
            onError={broke}
          />
          <Caption file={file} />
        </figure>
      )
    case 'text':
      return <TextStart file={file} />
    default:
      return <FileCard file={file} />
  }
}

/** Moving pictures move in the timeline too, and small likenesses give way to what they show, unless it is heavy. */
const MOST_WHOLE = 4 * 1024 * 1024
const MOST_SHARP = 1024 * 1024

function Picture({ file, onShow, onBroken }: Props & { onBroken: () => void }) {
  const { width, height, isCut, isFine } = boxFor(file.width, file.height)
  const isWhole = (isFine || file.type === 'image/gif') && file.size <= MOST_WHOLE
  const small = isWhole ? file.url : (file.thumb_url ?? file.url)
  return (
    <button
      type="button"
      className={cx(styles.picture, isCut && styles.cut)}
      aria-label={t('Show {name} large', { name: file.name })}
      onClick={onShow}
    >
      <img
        src={small}
        srcSet={file.size <= MOST_SHARP ? `${small} 1x, ${file.url} 2x` : undefined}
        alt=""
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={onBroken}
      />
    </button>
  )
}

function Caption({ file }: { file: ChatFile }) {
  return (
    <figcaption className={styles.caption}>
      <span className="cut">{file.name}</span>
      <span className={styles.size}>{sizeInWords(file.size)}</span>
      <DownloadLink file={file} />
    </figcaption>
  )
}

/** Icon, name, size, and the way to get it. */
export function FileCard({ file }: { file: ChatFile }) {
  return (
    <div className={styles.card}>
      <FileIcon type={file.type} name={file.name} />
      <div className="grow">
        <div className={styles.name} title={file.name}>
          {file.name}
        </div>
        <div className={styles.size}>{sizeInWords(file.size)}</div>
      </div>
      <DownloadLink file={file} />
    </div>
  )
}

export function DownloadLink({ file }: { file: ChatFile }) {
  return (
    <a
      className={styles.get}
      href={file.url}
      download={file.name}
      aria-label={t('Download {name}', { name: file.name })}
    >
      <Icon of={Download} />
    </a>
  )
}
