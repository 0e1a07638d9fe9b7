import { ArrowUp, AtSign, Code, Smile, TextQuote } from 'lucide-react'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { EmojiLater } from '../reactions/emoji-later'
import { cx, Icon, IconButton, Tooltip } from '../ui'
import { AttachButton } from './attach-button'
import styles from './composer.module.css'
import type { Writing } from './use-writing'

interface Props {
  chatKey: ChatKey
  isEmpty: boolean
  writing: Writing
  onFiles: (chosen: readonly File[]) => void
  onSend: () => void
}

/** The buttons below the field. */
export function Tools({ chatKey, isEmpty, writing, onFiles, onSend }: Props) {
  const chat = useChat()
  return (
    <div className={styles.tools}>
      <AttachButton chatKey={chatKey} onFiles={onFiles} />
      <EmojiLater
        button={<IconButton icon={Smile} label={t('Emoji and emoticons')} />}
        onChoose={(emoji) => {
          chat.recent.use(emoji)
          writing.insert(emoji)
        }}
      />
      <IconButton icon={AtSign} label={t('Mention somebody')} onClick={() => writing.insert('@')} />
      <span className={cx(styles.sep, 'not-phone')} />
      <span className="not-phone">
        <IconButton icon={Code} label={t('Code')} onClick={() => writing.togglePrefix('/code')} />
        <IconButton icon={TextQuote} label={t('Quote')} onClick={() => writing.togglePrefix('/quote')} />
      </span>
      <span className="grow" />
      <Tooltip
        text={isEmpty ? t('Write something or attach a file first') : t('Send')}
        keys={isEmpty ? undefined : 'Enter'}
      >
        <button
          type="button"
          className={styles.send}
          aria-label={t('Send')}
          aria-disabled={isEmpty}
          onClick={onSend}
        >
          <Icon of={ArrowUp} />
        </button>
      </Tooltip>
    </div>
  )
}
