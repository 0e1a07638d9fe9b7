import { CornerDownLeft, ExternalLink } from 'lucide-react'
import { Link } from 'wouter'
import { messagePath } from '../chat/paths'
import { FileIcon } from '../files/file-icon'
import { sizeInWords } from '../files/words'
import { t } from '../i18n'
import { Icon } from '../ui'
import { sayPast } from '../ui/times'
import { Marked } from './marked'
import type { FileHit } from './model'
import { usePlace } from './place'
import styles from './search.module.css'

/** A file that was found: its line goes to the message that shared it, the button beside it to the file itself. */
export function FileLine({ hit, onOpen }: { hit: FileHit; onOpen: () => void }) {
  const { chat, file, message_id, date, from, highlights } = hit
  const { key, words } = usePlace(chat)
  return (
    <li className={styles.item}>
      <div className={styles.hit}>
        {file.thumb_url ? (
          <img className={styles.thumb} src={file.thumb_url} alt="" loading="lazy" />
        ) : (
          <FileIcon type={file.type} name={file.name} />
        )}
        <Link href={messagePath(key, message_id)} className={styles.link} data-hit onClick={onOpen}>
          <span className={styles.fileName}>
            <Marked text={file.name} spans={highlights} longest={200} />
          </span>
          <span className={styles.more}>
            {from && <span translate="no">{from.name} </span>}
            {words} · {sayPast(new Date(date))} · {sizeInWords(file.size)}
          </span>
        </Link>
        <span className={styles.tools}>
          <a
            className={styles.open}
            href={file.url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t('Open {name}', { name: file.name })}
            title={t('Open the file')}
          >
            <Icon of={ExternalLink} size="sm" />
          </a>
          <Icon of={CornerDownLeft} size="sm" className={`${styles.go} mirrors`} />
        </span>
      </div>
    </li>
  )
}
