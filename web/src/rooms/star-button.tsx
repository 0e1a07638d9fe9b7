import { Star } from 'lucide-react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { cx, IconButton } from '../ui'
import { isFavourite, toggleFavourite } from './choosing'
import styles from './header.module.css'

/** Beside the name: whether this chat stands among the favourites. */
export function StarButton({ chatKey }: { chatKey: ChatKey }) {
  const chat = useChat()
  const has = useStore(chat.preferences.store, () => isFavourite(chat, chatKey))
  return (
    <span className={cx('not-phone', styles.star, has && styles.starred)}>
      <IconButton
        icon={Star}
        size="sm"
        label={t('Favourite')}
        aria-pressed={has}
        onClick={() => toggleFavourite(chat, chatKey)}
      />
    </span>
  )
}
