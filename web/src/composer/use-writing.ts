import { type RefObject, useState } from 'react'
import type { ChatState } from '../chat/chat-state'
import type { ChatKey } from '../messages/model'

/** The text that is being written, where its caret is, and what the buttons around it do to it. Kept as a draft. */
export function useWriting(chat: ChatState, chatKey: ChatKey, area: RefObject<HTMLTextAreaElement | null>) {
  const [text, setText] = useState(() => chat.writing.drafts.get(chatKey))
  const [caret, setCaret] = useState(text.length)

  /** Another text, with the caret where it belongs. */
  function write(next: string, caretAt = next.length): void {
    setText(next)
    setCaret(caretAt)
    chat.writing.drafts.set(chatKey, next)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(caretAt, caretAt)
    })
  }
  return {
    text,
    caret,
    setCaret,
    write,
    /** What the person typed. */
    type(next: string): void {
      setText(next)
      chat.writing.drafts.set(chatKey, next)
      if (next.trim()) chat.type(chatKey)
    },
    /** A word at the caret, apart from the one before it. */
    insert(word: string): void {
      const at = area.current?.selectionStart ?? text.length
      const space = at > 0 && !/\s/.test(text[at - 1] ?? '') ? ' ' : ''
      const before = text.slice(0, at) + space + word
      write(before + text.slice(at), before.length)
    },
    /** As it is, in place of what is selected. */
    insertRaw(pasted: string): void {
      const from = area.current?.selectionStart ?? text.length
      const to = area.current?.selectionEnd ?? from
      write(text.slice(0, from) + pasted + text.slice(to), from + pasted.length)
    },
    /** HipChat's form of a whole message: a word at its beginning, set and taken away again. */
    togglePrefix(prefix: string): void {
      write(
        text.startsWith(`${prefix} `)
          ? text.slice(prefix.length + 1)
          : `${prefix} ${text.replace(/^\/\w+ /, '')}`,
      )
    },
  }
}
