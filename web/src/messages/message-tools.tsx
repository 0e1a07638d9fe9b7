import { Ellipsis, Pencil, Reply, SmilePlus } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { EmojiImage } from '../emoji/emoji-image'
import { t } from '../i18n'
import { EmojiLater } from '../reactions/emoji-later'
import { favouritesOf } from '../reactions/recent'
import { IconButton, Tooltip } from '../ui'
import { later } from '../ui/later'
import { type Ask, useDeeds } from './deeds'
import styles from './message.module.css'
import type { ChatMessage } from './model'
import { rowKey } from './row-key'

const MessageMenu = later(() => import('./message-menu'))

interface Props {
  message: ChatMessage
  /** Asked for by a long press or a key. */
  asked: Ask | null
}

/** What can be done with the message under the pointer or the focus. */
export function MessageTools({ message, asked }: Props) {
  const deeds = useDeeds()
  const row = rowKey(message)
  const hold = (isHeld: boolean) => deeds.hold(isHeld ? row : null)
  const tools = useRef<HTMLDivElement>(null)
  /** The choice of a reaction may take its own button along: the focus comes back to the message. */
  const holdForChoice = (isHeld: boolean) => {
    if (!isHeld) tools.current?.closest<HTMLElement>('[data-key]')?.focus({ preventScroll: true })
    hold(isHeld)
  }
  return (
    <div ref={tools} className={styles.tools} role="toolbar" aria-label={t('Message')}>
      {deeds.canMark && <Favourites message={message} />}
      {deeds.canMark && (
        <EmojiLater
          key={asked === 'picker' ? 'asked' : 'quiet'}
          isWanted={asked === 'picker'}
          button={<IconButton icon={SmilePlus} label={t('React')} keys="+" size="sm" />}
          onChoose={(emoji) => deeds.react(message, emoji)}
          onOpenChange={holdForChoice}
        />
      )}
      {message.type === 'message' && (
        <IconButton icon={Reply} label={t('Reply')} keys="R" size="sm" onClick={() => deeds.reply(message)} />
      )}
      {deeds.canEdit(message) && (
        <IconButton icon={Pencil} label={t('Edit')} keys="E" size="sm" onClick={() => deeds.edit(message)} />
      )}
      <MessageMenu
        key={asked === 'menu' ? 'menu asked' : 'menu quiet'}
        isWanted={asked === 'menu'}
        button={(ask) => (
          <IconButton
            icon={Ellipsis}
            label={t('More')}
            size="sm"
            {...ask}
            onClick={() => {
              hold(true)
              ask.onClick()
            }}
          />
        )}
        props={{ message, deeds, onHold: hold }}
      />
    </div>
  )
}

/** The two reactions that this person gives most often. */
function Favourites({ message }: { message: ChatMessage }) {
  const { recent } = useChat()
  const deeds = useDeeds()
  const used = useStore(recent.store, (store) => store.used)
  return favouritesOf(used).map((emoji) => (
    <Tooltip key={emoji} text={t('React with {emoji}', { emoji })}>
      <button
        type="button"
        className={styles.favourite}
        aria-label={t('React with {emoji}', { emoji })}
        onClick={() => deeds.react(message, emoji)}
      >
        <EmojiImage text={emoji} />
      </button>
    </Tooltip>
  ))
}
