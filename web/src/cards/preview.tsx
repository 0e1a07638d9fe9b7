import { useMemo } from 'react'
import { t } from '../i18n'
import { readCard } from '../messages/card'
import { CardView } from '../messages/card-view'
import notes from '../messages/message.module.css'
import { senderIcon } from '../messages/sender-icon'
import { cx, Tile } from '../ui'
import styles from './cards.module.css'
import { cardOf, type Draft } from './draft'

/** The notification as people will see it: the same parts as in a room. */
export function Preview({ draft, theme }: { draft: Draft; theme: 'light' | 'dark' }) {
  const card = useMemo(() => readCard(cardOf(draft)), [draft])
  const name = t('Your integration')
  return (
    <section className={styles.preview} data-theme={theme} aria-label={t('Preview')}>
      <div className={cx(notes.note, notes[draft.color], notes.first, card && notes.isCard)}>
        <Tile icon={senderIcon(name)} className={notes.tile} />
        <div className={notes.by}>
          <b>{name}</b>
          <time className={styles.time}>10:02</time>
        </div>
        {card ? (
          // Folded anew when the activity comes or goes.
          <CardView key={`${draft.style} ${draft.hasActivity}`} card={card} startsOpen />
        ) : (
          <p className={notes.text}>{draft.message}</p>
        )}
      </div>
    </section>
  )
}
