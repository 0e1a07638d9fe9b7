import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Pin, PinOff } from 'lucide-react'
import { useEffect } from 'react'
import { Link } from 'wouter'
import type { Items } from '../api/types'
import { useChat, usePerson, useRoom } from '../chat/context'
import { messagePath } from '../chat/paths'
import { t } from '../i18n'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import { said } from '../messages/said'
import { senderIcon } from '../messages/sender-icon'
import { Avatar, IconButton, Tile } from '../ui'
import { sayPast } from '../ui/times'
import { getPins, type Pinned } from './calls'
import { useAfterJump } from './lies-over'
import styles from './side.module.css'
import { Failed, Nothing, Waiting } from './side-list'

/** What is kept at hand for everybody in the chat. */
export default function PinnedTab({ chatKey }: { chatKey: ChatKey }) {
  const pins = useQuery({
    queryKey: ['pins', chatKey],
    queryFn: ({ signal }) => getPins(chatKey, signal),
    staleTime: 0,
  })
  useLivePins(chatKey)
  if (!pins.data) {
    return pins.isError ? <Failed error={pins.error} onRetry={() => void pins.refetch()} /> : <Waiting />
  }
  if (pins.data.items.length === 0) {
    return (
      <Nothing icon={Pin} title={t('Nothing is pinned')}>
        {t('Pin a message from its menu, and everybody in this chat finds it here.')}
      </Nothing>
    )
  }
  return (
    <ul>
      {pins.data.items.map((pinned) => (
        <PinnedLine key={pinned.message.id} chatKey={chatKey} pinned={pinned} />
      ))}
    </ul>
  )
}

/** Events tell of messages one by one: the list is fetched again only when one joins or leaves it. */
function useLivePins(chatKey: ChatKey): void {
  const chat = useChat()
  const queries = useQueryClient()
  useEffect(
    () =>
      chat.arrivals.marked.subscribe(({ last }) => {
        if (last?.key !== chatKey) return
        const { message } = last
        const known = queries.getQueryData<Items<Pinned>>(['pins', chatKey])
        const isListed = Boolean(known?.items.some((one) => one.message.id === message.id))
        const isPinned = Boolean(message.pinned) && !message.deleted
        if (isListed !== isPinned) void queries.invalidateQueries({ queryKey: ['pins', chatKey] })
        else if (isListed) queries.setQueryData<Items<Pinned>>(['pins', chatKey], (old) => renewed(old, last))
      }),
    [chat, chatKey, queries],
  )
}

function renewed(old: Items<Pinned> | undefined, { message }: { message: Pinned['message'] }) {
  return (
    old && {
      ...old,
      items: old.items.map((one) => (one.message.id === message.id ? { ...one, message } : one)),
    }
  )
}

function PinnedLine({ chatKey, pinned }: { chatKey: ChatKey; pinned: Pinned }) {
  const chat = useChat()
  const afterJump = useAfterJump()
  const room = useRoom(isRoom(chatKey) ? idOf(chatKey) : 0)
  const by = usePerson(pinned.pinned_by)
  const { message } = pinned
  const name = message.from?.name ?? message.sender ?? t('An integration')
  const canUnpin = !chat.me.is_guest && (!isRoom(chatKey) || Boolean(room?.can_post))
  return (
    <li className={styles.pinned}>
      <div className={styles.by}>
        <AuthorFace message={message} name={name} />
        <b className="cut" translate="no">
          {name}
        </b>
        <time className={styles.note} dateTime={message.date}>
          {sayPast(new Date(message.date))}
        </time>
        {canUnpin && (
          <IconButton
            icon={PinOff}
            size="sm"
            className={styles.unpin}
            label={t('Unpin')}
            onClick={() => chat.marks.pin(chatKey, message, false)}
          />
        )}
      </div>
      <Link
        href={messagePath(chatKey, message.id)}
        className={styles.said}
        onClick={afterJump}
        translate="no"
      >
        {said(message) || t('A message without words')}
      </Link>
      {by && (
        <p className={styles.note}>
          {by.id === chat.me.id ? t('Pinned by you') : t('Pinned by {name}', { name: by.name })}
        </p>
      )}
    </li>
  )
}

function AuthorFace({ message, name }: { message: Pinned['message']; name: string }) {
  const photo = usePerson(message.from?.id ?? 0)?.photo_url
  if (!message.from) return <Tile icon={senderIcon(name)} size={20} />
  return <Avatar id={message.from.id} name={name} photo={photo} size={20} />
}
