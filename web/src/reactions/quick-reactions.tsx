import { Menu } from '@base-ui/react/menu'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { EmojiImage } from '../emoji/emoji-image'
import { t } from '../i18n'
import type { ChatMessage } from '../messages/model'
import styles from './quick.module.css'
import { recentOf } from './recent'

const USUAL = ['(thumbsup)', '(heart)', '(successful)', '(lol)', '(yey)', '(gasp)', '(beer)']
const SHOWN = 6

interface Props {
  message: ChatMessage
  onChoose: (emoji: string) => void
}

/** The first row of a message's menu: what this person reacts with, within reach of a thumb. */
export function QuickReactions({ onChoose }: Props) {
  const { recent } = useChat()
  const used = useStore(recent.store, (store) => store.used)
  const offered = [...new Set([...recentOf(used), ...USUAL])].slice(0, SHOWN)
  return (
    <Menu.Group className={styles.quick} aria-label={t('React')}>
      {offered.map((emoji) => (
        <Menu.Item
          key={emoji}
          className={styles.one}
          aria-label={t('React with {emoji}', { emoji })}
          onClick={() => onChoose(emoji)}
        >
          <EmojiImage text={emoji} />
        </Menu.Item>
      ))}
    </Menu.Group>
  )
}
