import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { rich, t } from '../i18n'
import type { ChatKey } from '../messages/model'
import { Glyph } from '../ui'
import styles from './composer.module.css'

/** Who is typing, with the jaw that wags. The line keeps its height, so that nothing moves. */
export function TypingLine({ chatKey }: { chatKey: ChatKey }) {
  const chat = useChat()
  const ids = useStore(chat.typing.store, ({ by }) => by.get(chatKey))
  const names = (ids ?? []).map((id) => firstName(chat.people.get(id)?.name ?? t('Somebody')))
  return (
    <div className={styles.typing}>
      {names.length > 0 && (
        <>
          <Glyph />
          <span className="cut">
            <Names names={names} />
          </span>
        </>
      )}
    </div>
  )
}

function Names({ names }: { names: string[] }) {
  const [one, two] = names
  if (names.length > 3) return <>{t('Several people are typing')}</>
  if (!two) {
    return <>{rich('{name} is typing', { name: <b>{one}</b> })}</>
  }
  const last = names.at(-1)
  return (
    <>
      {rich('{names} and {last} are typing', {
        names: <b>{names.slice(0, -1).join(', ')}</b>,
        last: <b>{last}</b>,
      })}
    </>
  )
}

function firstName(name: string): string {
  return name.split(' ', 1)[0] ?? name
}
