import { ArrowUp } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useChat } from '../chat/context'
import { useFreeText } from '../composer/free-text'
import { tooLong } from '../composer/longest'
import { isSendKey, trimmed, withCodeClosed } from '../composer/send-key'
import { t } from '../i18n'
import type { ChatKey, ChatMessage } from '../messages/model'
import { useGrow } from '../messages/use-grow'
import { IconButton, toast } from '../ui'
import styles from './threads.module.css'

interface Props {
  chatKey: ChatKey
  head: ChatMessage
  draft: string
  /** Nobody has replied yet: it was opened to write. */
  isFirst: boolean
}

/** Where one answers in a thread. Enter sends, Esc leaves; what is not sent is kept as a draft. */
export function WriteReply({ chatKey, head, draft, isFirst }: Props) {
  const chat = useChat()
  const area = useRef<HTMLTextAreaElement>(null)
  const first = useFreeText(area, draft)
  useGrow(area, draft)
  useEffect(() => {
    if (isFirst) area.current?.focus()
  }, [isFirst])
  function send() {
    const text = withCodeClosed(trimmed(draft))
    if (!text) return
    const problem = tooLong(text)
    if (problem) {
      toast(problem)
      return
    }
    chat.answer(chatKey, text, head.id)
    chat.threads.write(head.id, '')
  }
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return
    if (isSendKey(event, draft, event.currentTarget.selectionStart)) send()
    else if (event.key === 'Escape') {
      const row = event.currentTarget.closest<HTMLElement>('[data-key]')
      if (!draft.trim()) chat.threads.close(head.id)
      row?.focus({ preventScroll: true })
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.write}>
      <textarea
        ref={area}
        rows={1}
        defaultValue={first}
        placeholder={t('Reply here')}
        aria-label={t('Reply to {name}', { name: head.from?.name ?? head.sender ?? t('this message') })}
        enterKeyHint="send"
        onChange={(event) => {
          chat.threads.write(head.id, event.target.value)
          if (event.target.value.trim()) chat.type(chatKey)
        }}
        onKeyDown={onKeyDown}
      />
      <IconButton
        icon={ArrowUp}
        label={t('Send the reply')}
        size="sm"
        className={styles.send}
        aria-disabled={draft.trim() === ''}
        onClick={send}
      />
    </div>
  )
}
