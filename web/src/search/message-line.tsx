import { CornerDownLeft, FoldVertical, UnfoldVertical } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { Link } from 'wouter'
import { usePerson } from '../chat/context'
import { messagePath } from '../chat/paths'
import { t } from '../i18n'
import type { ChatMessage } from '../messages/model'
import { senderIcon } from '../messages/sender-icon'
import { Avatar, Icon, IconButton, Tile } from '../ui'
import { sayPast } from '../ui/times'
import { Around } from './around'
import { Marked } from './marked'
import type { MessageHit } from './model'
import { usePlace } from './place'
import styles from './search.module.css'

/** A message that was found. Enter goes there; the arrows left and right hide and show what was said around it. */
export function MessageLine({ hit, onOpen }: { hit: MessageHit; onOpen: () => void }) {
  const { chat, message, text, highlights } = hit
  const { key, words } = usePlace(chat)
  const [isWide, setWide] = useState(false)
  const id = useId()
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowRight') setWide(true)
    else if (event.key === 'ArrowLeft') setWide(false)
    else return
    event.preventDefault()
  }
  const line = (
    <div className={styles.hit}>
      <SenderFace message={message} />
      <Link
        href={messagePath(key, message.id)}
        className={styles.link}
        data-hit
        aria-describedby={`${id}-around`}
        onClick={onOpen}
        onKeyDown={onKeyDown}
      >
        <span className={styles.by}>
          <b translate="no">{message.from?.name ?? message.sender ?? t('An integration')}</b>
          <time dateTime={message.date}>
            {words} · {sayPast(new Date(message.date))}
            {message.edited && ` · ${t('edited')}`}
          </time>
        </span>
        <span className={styles.body}>
          <Marked text={text} spans={highlights} />
        </span>
      </Link>
      <span id={`${id}-around`} hidden>
        {t('Arrow right shows what was said around it')}
      </span>
      <span className={styles.tools}>
        <IconButton
          icon={isWide ? FoldVertical : UnfoldVertical}
          size="sm"
          tabIndex={-1}
          label={isWide ? t('Hide what was said around it') : t('Show what was said around it')}
          aria-expanded={isWide}
          onClick={() => setWide(!isWide)}
        />
        <Icon of={CornerDownLeft} size="sm" className={`${styles.go} mirrors`} />
      </span>
    </div>
  )
  return (
    <li data-wide={isWide || undefined} className={styles.item}>
      <Around chatKey={key} position={message.position} isShown={isWide}>
        {line}
      </Around>
    </li>
  )
}

function SenderFace({ message }: { message: ChatMessage }) {
  const from = message.from
  const person = usePerson(from?.id ?? 0)
  if (!from) return <Tile size={32} icon={senderIcon(message.sender ?? '')} />
  return <Avatar id={from.id} name={from.name} photo={person?.photo_url ?? null} size={32} />
}
