import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import type { ChatKey } from '../messages/model'
import { Glyph } from '../ui'
import styles from './composer.module.css'

/** Who is typing, with the jaw that wags. The line keeps its height, so that nothing moves. */
export function TypingLine({ chatKey }: { chatKey: ChatKey }) {
  const chat = useChat()
  const ids = useStore(chat.typing.store, ({ by }) => by.get(chatKey))
  const names = (ids ?? []).map((id) => firstName(chat.people.get(id)?.name ?? 'Somebody'))
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
  if (names.length > 3) return <>Several people are typing</>
  if (!two) {
    return (
      <>
        <b>{one}</b> is typing
      </>
    )
  }
  const last = names.at(-1)
  return (
    <>
      <b>{names.slice(0, -1).join(', ')}</b> and <b>{last}</b> are typing
    </>
  )
}

function firstName(name: string): string {
  return name.split(' ', 1)[0] ?? name
}
