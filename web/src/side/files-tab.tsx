import { useInfiniteQuery } from '@tanstack/react-query'
import { Files } from 'lucide-react'
import { useState } from 'react'
import type { SharedFile } from '../api/types'
import { FileIcon } from '../files/file-icon'
import { t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { sayPast } from '../ui/times'
import { getFiles } from './calls'
import { JumpLink } from './jump-link'
import styles from './side.module.css'
import { Nothing, Paged } from './side-list'
import { useNews } from './use-news'

/** The files of a chat, whether their messages are loaded or not. */
export default function FilesTab({ chatKey }: { chatKey: ChatKey }) {
  const files = useInfiniteQuery({
    queryKey: ['files', chatKey],
    queryFn: ({ pageParam, signal }) => getFiles(chatKey, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.has_more ? (page.items.at(-1)?.position ?? null) : null),
  })
  useNews(chatKey, (message) => Boolean(message.file), files.refetch)
  return (
    <Paged
      query={files}
      items={(page) => page.items}
      draw={(one) => <FileLine key={one.message_id} chatKey={chatKey} shared={one} />}
      empty={
        <Nothing icon={Files} title={t('No files yet')}>
          {t('What somebody shares here is found again in this list.')}
        </Nothing>
      }
    />
  )
}

function FileLine({ chatKey, shared }: { chatKey: ChatKey; shared: SharedFile }) {
  const { file, message_id, date, from } = shared
  return (
    <li className={styles.item}>
      <a className={styles.main} href={file.url} target="_blank" rel="noopener noreferrer">
        <Thumb file={file} />
        <span className={styles.words}>
          <span className={styles.name} title={file.name} translate="no">
            {file.name}
          </span>
          <span className={styles.note}>
            {from ? `${from.name}, ` : ''}
            {sayPast(new Date(date))}
          </span>
        </span>
      </a>
      <JumpLink chatKey={chatKey} id={message_id} />
    </li>
  )
}

/** A picture small, other files by what they are. */
function Thumb({ file }: { file: SharedFile['file'] }) {
  const [isBroken, setBroken] = useState(false)
  if (!file.thumb_url || isBroken) return <FileIcon type={file.type} name={file.name} isSmall />
  return (
    <img
      className={styles.thumb}
      src={file.thumb_url}
      alt=""
      loading="lazy"
      onError={() => setBroken(true)}
    />
  )
}
