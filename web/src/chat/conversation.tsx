import { useCallback, useEffect, useRef, useState } from 'react'
import { Composer, type ComposerHandle } from '../composer/composer'
import composer from '../composer/composer.module.css'
import { Announcer } from '../messages/announcer'
import type { ChatKey, ChatMessage } from '../messages/model'
import type { OutboxEntry } from '../messages/outbox'
import { TimelineView } from '../messages/timeline-view'
import type { TimelineHandle } from '../messages/virtual-timeline'
import { useChat } from './context'
import shell from './shell.module.css'

interface Props {
  chatKey: ChatKey
  name: string
  /** Why nothing can be written here, if so. */
  closed: string | null
}

/** Timeline and composer of one chat. */
export function Conversation({ chatKey, name, closed }: Props) {
  const chat = useChat()
  const writer = useRef<ComposerHandle>(null)
  const timeline = useRef<TimelineHandle>(null)
  const [replyTo, setReplyTo] = useState<ChatMessage | null>(null)
  const reply = useCallback((message: ChatMessage) => {
    setReplyTo(message)
    writer.current?.focus()
  }, [])
  const edit = useCallback(
    (entry: OutboxEntry) => writer.current?.put(chat.outbox.discard(entry.client_id)),
    [chat],
  )
  useEffect(() => {
    // On a phone the keyboard would come up over what one wants to read.
    if (window.matchMedia('(pointer: fine)').matches) writer.current?.focus()
  }, [])
  return (
    <main className={shell.main} id="conversation" tabIndex={-1}>
      <TimelineView chatKey={chatKey} name={name} onReply={reply} onEdit={edit} handle={timeline} />
      <Announcer chatKey={chatKey} />
      {closed ? (
        <p className={composer.closed}>{closed}</p>
      ) : (
        <Composer
          chatKey={chatKey}
          name={name}
          replyTo={replyTo}
          onReplyDone={() => setReplyTo(null)}
          ref={writer}
        />
      )}
    </main>
  )
}
