import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { getHistory } from '../api/calls'
import { sentence } from '../api/errors'
import type { History } from '../api/types'
import { messagePath } from '../chat/paths'
import { t } from '../i18n'
import { wordsOf } from '../messages/inert-html'
import { type ChatKey, type ChatMessage, idOf, isRoom } from '../messages/model'
import { clockTime } from '../messages/time'
import { Skeleton } from '../ui'
import styles from './search.module.css'

const EACH = 3

interface Props {
  chatKey: ChatKey
  position: number
  isShown: boolean
  /** The message itself, which stays in its place. */
  children: ReactNode
}

/** A message that was found; on demand with what was said right before and after it. */
export function Around({ chatKey, position, isShown, children }: Props) {
  const chat = { kind: isRoom(chatKey) ? ('room' as const) : ('user' as const), id: idOf(chatKey) }
  const around = useQuery({
    queryKey: ['around', chatKey, position],
    queryFn: ({ signal }) => {
      const none: History = { items: [], first_position: 0, last_position: 0 }
      return Promise.all([
        position > 1 ? getHistory(chat, { before: position, limit: EACH }, signal) : none,
        getHistory(chat, { after: position, limit: EACH }, signal),
      ])
    },
    enabled: isShown,
    staleTime: 60_000,
  })
  const [before, after] = (isShown && around.data) || []
  const isAlone = before?.items.length === 0 && after?.items.length === 0
  const lines = (page: History | undefined) =>
    page?.items.map((message) => <Neighbour key={message.id} chatKey={chatKey} message={message} />)
  return (
    <>
      {lines(before)}
      {children}
      {lines(after)}
      {isShown && around.isPending && <Skeleton lines={2} />}
      {isShown && isAlone && <p className={styles.alone}>{t('Nothing else was said here.')}</p>}
      {isShown && around.isError && (
        <p className={styles.alone} role="alert">
          {sentence(around.error)}
        </p>
      )}
    </>
  )
}

function Neighbour({ chatKey, message }: { chatKey: ChatKey; message: ChatMessage }) {
  return (
    <Link href={messagePath(chatKey, message.id)} className={styles.neighbour} tabIndex={-1}>
      <time dateTime={message.date}>{clockTime(new Date(message.date))}</time>
      <span className={styles.said}>
        <b translate="no">{message.from?.name ?? message.sender ?? t('An integration')}</b>{' '}
        <span translate="no">{plainOf(message)}</span>
      </span>
    </Link>
  )
}

/** The words of a message on a line or two. */
function plainOf(message: ChatMessage): string {
  if (message.deleted || message.body === null) return t('This message was deleted')
  const said = message.format === 'html' ? wordsOf(message.body) : message.body
  return said.trim() || message.file?.name || '…'
}
