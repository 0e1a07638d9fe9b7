import { useRef } from 'react'
import { useLocation } from 'wouter'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import type { ChatKey, ChatMessage } from '../messages/model'
import { toast } from '../ui'
import { type Command, commandIn } from './commands'
import { tooLong } from './longest'
import { trimmed, withCodeClosed } from './send-key'

interface Written {
  text: string
  write: (next: string) => void
  hasFiles: boolean
  replyTo: ChatMessage | null
  onSent: () => void
}

/** What becomes of the text: a command is obeyed, `s/old/new/` mends the last message, everything else is sent. */
export function useSending(
  chatKey: ChatKey,
  { text, write, hasFiles, replyTo, onSent }: Written,
): () => void {
  const chat = useChat()
  const [, navigate] = useLocation()
  const isObeying = useRef(false)

  /** Does what the text asks for instead of sending it; what cannot be done stays in the field. */
  async function obey(command: Command): Promise<void> {
    if (isObeying.current) return
    isObeying.current = true
    try {
      const { runCommand } = await import('./run-command')
      const problem = await runCommand(command, { chat, key: chatKey, navigate })
      if (problem) toast(problem)
      // What was written meanwhile stays.
      else if (chat.writing.drafts.get(chatKey) === text) write('')
    } catch {
      toast(t('This could not be loaded. Try again when the connection is back.'))
    } finally {
      isObeying.current = false
    }
  }

  return () => {
    if (text.trim() === '' && !hasFiles) return
    const command = commandIn(text)
    if (command && !hasFiles) {
      void obey(command)
      return
    }
    const said = withCodeClosed(trimmed(text))
    const mended = tooLong(said) ?? chat.own.mend(chatKey, text.trim())
    if (typeof mended === 'string') {
      toast(mended)
      return
    }
    if (!mended) chat.send(chatKey, said, replyTo?.id)
    write('')
    onSent()
  }
}
