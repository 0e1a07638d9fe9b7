import { memo, useMemo } from 'react'
import { msg, t } from '../i18n'
import { FootLater } from '../reactions/foot-later'
import { cx, Tile } from '../ui'
import { readCard } from './card'
import { CardView } from './card-view'
import { HtmlView } from './html-view'
import styles from './message.module.css'
import { Time } from './message-row'
import { MessageTools } from './message-tools'
import type { ChatMessage } from './model'
import { RichText } from './rich-text'
import { rowKey } from './row-key'
import { rowName } from './row-name'
import type { RowState } from './row-view'
import { senderIcon } from './sender-icon'

const SPOKEN = {
  yellow: msg('Yellow notification from an integration'),
  green: msg('Green notification from an integration'),
  red: msg('Red notification from an integration'),
  purple: msg('Purple notification from an integration'),
  gray: msg('Gray notification from an integration'),
}

interface Props extends RowState {
  message: ChatMessage
  date: Date
  isFirst: boolean
  isAttached: boolean
}

/** A notification of an integration. Its colour is spoken as well as drawn. */
export const NoteRow = memo(function NoteRow(props: Props) {
  const { message, date, isFirst, isAttached, isActive, asked, isMarked } = props
  const card = useMemo(() => (message.card ? readCard(message.card) : null), [message.card])
  const color = message.color ?? 'yellow'
  const name = message.sender || message.from?.name || t('Integration')
  const { named, saidIn } = rowName(rowKey(message), name, date)
  return (
    <article
      {...named}
      aria-posinset={message.position}
      className={cx(
        styles.note,
        styles[color],
        isFirst && !isAttached && styles.first,
        isAttached && styles.attached,
        card && styles.isCard,
        isMarked && styles.marked,
      )}
      tabIndex={-1}
      data-key={rowKey(message)}
    >
      <span className="hush">{t(SPOKEN[color])}</span>
      {isFirst && !isAttached && <Tile icon={senderIcon(name)} className={styles.tile} />}
      <div className={styles.by}>
        <b translate="no">{name}</b>
        {message.via && <span className={styles.via}>{t('via {name}', { name: message.via })}</span>}
        <Time date={date} />
      </div>
      <div id={saidIn}>
        {message.deleted || message.body === null ? (
          <p className={styles.gone}>{t('This notification was deleted')}</p>
        ) : card ? (
          <CardView card={card} />
        ) : message.format === 'html' ? (
          <HtmlView html={message.body} />
        ) : (
          <RichText text={message.body} className={styles.text} />
        )}
      </div>
      <FootLater message={message} />
      {isActive && !message.deleted && <MessageTools message={message} asked={asked} />}
    </article>
  )
})
