import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { Button, CopyButton } from '../ui'
import styles from './composer.module.css'

/** What somebody was writing where nothing can be sent any more: it can be taken along. */
export function LeftDraft({ chatKey }: { chatKey: ChatKey }) {
  const { drafts } = useChat().writing
  const isThere = useStore(drafts.store, ({ keys }) => keys.has(chatKey))
  if (!isThere) return null
  const text = drafts.get(chatKey)
  return (
    <section className={styles.left} aria-label={t('What you had not sent')}>
      <p className={styles.leftText} translate="no">
        {text}
      </p>
      <div className="row">
        <span className="grow">{t('You had not sent this.')}</span>
        <CopyButton text={text} />
        <Button size="sm" look="plain" onClick={() => drafts.set(chatKey, '')}>
          {t('Discard')}
        </Button>
      </div>
    </section>
  )
}
