import { SmilePlus } from 'lucide-react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { EmojiImage } from '../emoji/emoji-image'
import { formatList, formatNumber, plural, t } from '../i18n'
import { useDeeds } from '../messages/deeds'
import type { ChatMessage } from '../messages/model'
import { cx, IconButton, Tooltip } from '../ui'
import { EmojiLater } from './emoji-later'
import type { Reaction } from './model'
import styles from './reactions.module.css'

const MOST_NAMES = 12

/** What people put on a message: a pill for each emoji, one's own in the accent, and one to add another. */
export function Reactions({ message }: { message: ChatMessage }) {
  const deeds = useDeeds()
  const reactions = message.reactions ?? []
  if (reactions.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look
    <div className={styles.reacts} role="group" aria-label={t('Reactions')}>
      {reactions.map((reaction) => (
        <Pill key={reaction.emoji} message={message} reaction={reaction} canMark={deeds.canMark} />
      ))}
      {deeds.canMark && (
        <EmojiLater
          button={
            <IconButton icon={SmilePlus} label={t('Add a reaction')} size="sm" className={styles.add} />
          }
          onChoose={(emoji) => deeds.react(message, emoji)}
        />
      )}
    </div>
  )
}

interface PillProps {
  message: ChatMessage
  reaction: Reaction
  canMark: boolean
}

function Pill({ message, reaction: { emoji, users }, canMark }: PillProps) {
  const { me, people } = useChat()
  const deeds = useDeeds()
  const names = useStore(people.store, () => whoReacted(users, me.id, (id) => people.get(id)?.name))
  const isMine = users.includes(me.id)
  return (
    <Tooltip text={t('{people} reacted with {emoji}', { people: names, emoji })}>
      <button
        type="button"
        className={cx(styles.react, isMine && styles.mine)}
        aria-pressed={isMine}
        aria-label={t('{emoji}, {count}: {people}', { emoji, count: users.length, people: names })}
        aria-disabled={!canMark}
        onClick={() => canMark && deeds.react(message, emoji)}
      >
        <EmojiImage text={emoji} />
        {formatNumber(users.length)}
      </button>
    </Tooltip>
  )
}

/** «You, Maya Okafor and 3 others»: oneself first, the others as they came. */
function whoReacted(
  users: readonly number[],
  me: number,
  nameOf: (id: number) => string | undefined,
): string {
  const ordered = [...users].sort((a, b) => Number(b === me) - Number(a === me))
  const names = ordered
    .slice(0, MOST_NAMES)
    .map((id) => (id === me ? t('You') : (nameOf(id) ?? t('Somebody'))))
  const rest = ordered.length - names.length
  if (rest > 0) names.push(plural(rest, { one: '{n} other', other: '{n} others' }))
  return formatList(names)
}
