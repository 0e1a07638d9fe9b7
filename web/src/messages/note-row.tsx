import { memo, useMemo } from 'react'
import { msg, t } from '../i18n'
import { cx, Tile } from '../ui'
import { readCard } from './card'
import { CardView } from './card-view'
import { HtmlView } from './html-view'
import styles from './message.module.css'
import { Time } from './message-row'
import { MessageTools } from './message-tools'
import type { ChatKey, ChatMessage } from './model'
import { RichText } from './rich-text'
import { senderIcon } from './sender-icon'

const SPOKEN = {
  yellow: msg('Yellow notification from an integration'),
  green: msg('Green notification from an integration'),
  red: msg('Red notification from an integration'),
  purple: msg('Purple notification from an integration'),
  gray: msg('Gray notification from an integration'),
}

interface Props {
  chatKey: ChatKey
  message: ChatMessage
  date: Date
  isFirst: boolean
  isAttached: boolean
  isActive: boolean
  isMenuAsked: boolean
  onReply: (message: ChatMessage) => void
  onHold: (key: string | null) => void
}

/** A notification of an integration. Its colour is spoken as well as drawn. */
export const NoteRow = memo(function NoteRow(props: Props) {
  const { chatKey, message, date, isFirst, isAttached, isActive, isMenuAsked, onReply, onHold } = props
  const card = useMemo(() => (message.card ? readCard(message.card) : null), [message.card])
  const color = message.color ?? 'yellow'
  const name = message.sender || message.from?.name || t('Integration')
  return (
    <article
      className={cx(
        styles.note,
        styles[color],
        isFirst && !isAttached && styles.first,
        isAttached && styles.attached,
        card && styles.isCard,
      )}
      tabIndex={-1}
      data-key={message.client_id ?? message.id}
    >
      <span className="hush">{t(SPOKEN[color])}</span>
      {isFirst && !isAttached && <Tile icon={senderIcon(name)} className={styles.tile} />}
      <div className={styles.by}>
        <b>{name}</b>
        {message.via && <span className={styles.via}>{t('via {name}', { name: message.via })}</span>}
        <Time date={date} />
      </div>
      {message.deleted || message.body === null ? (
        <p className={styles.gone}>{t('This notification was deleted')}</p>
      ) : card ? (
        <CardView card={card} />
      ) : message.format === 'html' ? (
        <HtmlView html={message.body} />
      ) : (
        <RichText text={message.body} className={styles.text} author={name} />
      )}
      {isActive && !message.deleted && (
        <MessageTools
          chatKey={chatKey}
          message={message}
          isMenuAsked={isMenuAsked}
          onReply={onReply}
          onHold={onHold}
        />
      )}
    </article>
  )
})
