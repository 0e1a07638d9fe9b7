import { Upload } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import attached from '../composer/attached.module.css'
import { Composer, type ComposerHandle } from '../composer/composer'
import composer from '../composer/composer.module.css'
import { LeftDraft } from '../composer/left-draft'
import { useDrop } from '../composer/use-drop'
import { t } from '../i18n'
import { Announcer } from '../messages/announcer'
import type { ChatKey, ChatMessage } from '../messages/model'
import type { Pending } from '../messages/rows'
import { TimelineView } from '../messages/timeline-view'
import { useAskedMessage } from '../messages/use-asked-message'
import type { TimelineHandle } from '../messages/virtual-timeline'
import { Icon } from '../ui'
import { useChat } from './context'
import { DateDialog, DeleteDialog, Lightbox } from './dialogs'
import shell from './shell.module.css'

interface Props {
  chatKey: ChatKey
  name: string
  /** Why nothing can be written here, if so. */
  closed: string | null
  /** What stands at the edge to the side panel. */
  edge: ReactNode
}

/** Timeline and composer of one chat. */
export function Conversation({ chatKey, name, closed, edge }: Props) {
  const chat = useChat()
  const main = useRef<HTMLElement>(null)
  const writer = useRef<ComposerHandle>(null)
  const timeline = useRef<TimelineHandle>(null)
  const [replyTo, setReplyTo] = useState<ChatMessage | null>(null)
  useAskedMessage(chatKey)
  const isOver = useDrop(main, closed === null, (files) => chat.writing.attachments.add(chatKey, files))
  const reply = useCallback((message: ChatMessage) => {
    setReplyTo(message)
    writer.current?.focus()
  }, [])
  const takeBack = useCallback(
    (entry: Pending) => {
      if ('attached' in entry) {
        const stopped = chat.writing.uploads.cancel(entry.client_id)
        if (stopped) chat.writing.attachments.restore(chatKey, [stopped.attached])
        if (stopped?.text) writer.current?.put(stopped.text)
      } else writer.current?.put(chat.writing.outbox.discard(entry.client_id))
    },
    [chat, chatKey],
  )
  function editLast() {
    const last = chat.own.last(chatKey)
    if (!last) return
    chat.changes.startEdit(chatKey, last)
    timeline.current?.show(last.id)
  }
  useEffect(() => {
    // On a phone the keyboard would come up over what one wants to read.
    if (window.matchMedia('(pointer: fine)').matches) writer.current?.focus()
    // Not the handle of this moment: it would know the text of this moment only.
    chat.writer = {
      focus: () => writer.current?.focus(),
      put: (text) => writer.current?.put(text),
      append: (text) => writer.current?.append(text),
    }
    return () => {
      chat.writer = null
      chat.viewer.setState({ id: null })
    }
  }, [chat])
  return (
    <main className={shell.main} id="conversation" tabIndex={-1} ref={main}>
      <TimelineView chatKey={chatKey} name={name} onReply={reply} onEdit={takeBack} handle={timeline} />
      <Announcer chatKey={chatKey} />
      {closed ? (
        <>
          <LeftDraft chatKey={chatKey} />
          <p className={composer.closed}>{closed}</p>
        </>
      ) : (
        <Composer
          chatKey={chatKey}
          name={name}
          replyTo={replyTo}
          onReplyDone={() => setReplyTo(null)}
          onEditLast={editLast}
          ref={writer}
        />
      )}
      {isOver && (
        <div className={attached.drop}>
          <Icon of={Upload} size="lg" />
          {t('Drop files here to share them in {name}', { name })}
        </div>
      )}
      <Asked chatKey={chatKey} />
      {edge}
    </main>
  )
}

/** What lies over the conversation when asked for: a picture shown large, a question before something is deleted. */
function Asked({ chatKey }: { chatKey: ChatKey }) {
  const { viewer, changes, dates } = useChat()
  const isDateAsked = useStore(dates, ({ isAsked }) => isAsked)
  const shown = useStore(viewer, ({ id }) => id)
  const isDeleting = useStore(changes.store, ({ deleting }) => deleting !== null)
  return (
    <>
      {shown && <Lightbox chatKey={chatKey} start={shown} onClose={() => viewer.setState({ id: null })} />}
      {isDateAsked && <DateDialog chatKey={chatKey} onClose={() => dates.setState({ isAsked: false })} />}
      {isDeleting && <DeleteDialog onClose={() => changes.keep()} />}
    </>
  )
}
