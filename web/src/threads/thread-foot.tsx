import { useChat, usePerson } from '../chat/context'
import { plural, t } from '../i18n'
import { useDeeds } from '../messages/deeds'
import type { ChatMessage } from '../messages/model'
import { shortTime } from '../messages/time'
import { Avatar } from '../ui'
import { laterPlace } from '../ui/later'
import styles from './threads.module.css'

const ThreadView = laterPlace(() => import('./thread-view'))
const MOST_FACES = 3

interface Props {
  message: ChatMessage
  isOpen: boolean
}

/** Who replied, how often and when last; opens the thread in its place under the message. */
export function ThreadFoot({ message, isOpen }: Props) {
  const { people } = useChat()
  const deeds = useDeeds()
  const { replies } = message
  return (
    <>
      {replies && replies.count > 0 && (
        <button
          type="button"
          className={styles.foot}
          aria-expanded={isOpen}
          onClick={() => deeds.toggleThread(message)}
        >
          <span className={styles.faces}>
            {replies.users.slice(0, MOST_FACES).map((id) => (
              <Face key={id} id={id} name={people.get(id)?.name ?? '?'} />
            ))}
          </span>
          {plural(replies.count, { one: '{n} reply', other: '{n} replies' })}
          <span className={styles.quiet}>
            {t('last {time}', { time: shortTime(new Date(replies.last_at)) })}
          </span>
        </button>
      )}
      {isOpen && <ThreadView head={message} />}
    </>
  )
}

function Face({ id, name }: { id: number; name: string }) {
  const photo = usePerson(id)?.photo_url
  return <Avatar id={id} name={name} photo={photo} size={20} />
}
