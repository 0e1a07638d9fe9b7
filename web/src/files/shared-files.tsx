import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { listFiles } from '../api/calls'
import { sentence } from '../api/errors'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import { Button } from '../ui'
import { sayPast } from '../ui/times'
import styles from '../users/side.module.css'
import { FileIcon } from './file-icon'
import own from './shared-files.module.css'

const FIRST = 5
const MORE = 25

/** The newest files of a chat, whether their messages are loaded or not. */
export default function SharedFiles({ chatKey }: { chatKey: ChatKey }) {
  const chat = useChat()
  const files = useInfiniteQuery({
    queryKey: ['files', chatKey],
    queryFn: ({ pageParam, signal }) =>
      listFiles(
        { kind: isRoom(chatKey) ? 'room' : 'user', id: idOf(chatKey) },
        pageParam === null ? { limit: FIRST } : { before: pageParam, limit: MORE },
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.has_more ? (page.items.at(-1)?.position ?? null) : null),
  })
  // A file came, or went with its message.
  const count = useStore(
    chat.chat(chatKey).timeline.store,
    ({ messages }) => messages.filter((message) => message.file).length,
  )
  const counted = useRef(count)
  const { refetch } = files
  useEffect(() => {
    if (counted.current !== count) void refetch()
    counted.current = count
  }, [count, refetch])
  const items = files.data?.pages.flatMap((page) => page.items) ?? []
  if (!files.isError && items.length === 0) return null
  return (
    <section className={styles.section}>
      <div className={styles.heading}>
        <h2>{t('Files')}</h2>
      </div>
      {files.isError && <p className="quiet small">{sentence(files.error)}</p>}
      <ul>
        {items.map(({ file, message_id, date, from }) => (
          <li key={message_id}>
            <a className={own.line} href={file.url} target="_blank" rel="noopener noreferrer">
              <FileIcon type={file.type} name={file.name} isSmall />
              <span className={own.words}>
                <span className={own.name} title={file.name}>
                  {file.name}
                </span>
                <span className={own.more}>
                  {from ? `${from.name.split(' ')[0]}, ` : ''}
                  {sayPast(new Date(date))}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {files.hasNextPage && (
        <Button
          size="sm"
          look="plain"
          working={files.isFetchingNextPage && t('Loading…')}
          onClick={() => void files.fetchNextPage()}
        >
          {t('Earlier files')}
        </Button>
      )}
    </section>
  )
}
