import { type RefObject, useEffect, useState } from 'react'
import type { ChatState } from '../chat/chat-state'
import type { ChatKey } from '../messages/model'
import { retype, useFreeText } from './free-text'
import { meantBy, namedAt } from './named-emoji'

export type Writing = ReturnType<typeof useWriting>

/** The text that is being written, where its caret is, and what the buttons around it do to it. Kept as a draft. */
export function useWriting(chat: ChatState, chatKey: ChatKey, area: RefObject<HTMLTextAreaElement | null>) {
  const [text, setText] = useState(() => chat.writing.drafts.get(chatKey))
  const [caret, setCaret] = useState(text.length)

  const first = useFreeText(area, text)
  useEffect(
    () =>
      chat.writing.drafts.elsewhere.subscribe(({ key, text: theirs }) => {
        if (key !== chatKey) return
        setText(theirs)
        setCaret(theirs.length)
      }),
    [chat, chatKey],
  )

  /** Another text, with the caret where it belongs. Undo takes it back, but does not bring back what was sent. */
  function write(next: string, caretAt = next.length): void {
    if (next && area.current) {
      area.current.focus()
      retype(area.current, next)
      area.current.setSelectionRange(caretAt, caretAt)
    }
    setText(next)
    setCaret(caretAt)
    chat.writing.drafts.set(chatKey, next)
    // A list or picker that closes takes the focus once more. Where it is here already, somebody may be typing on.
    requestAnimationFrame(() => {
      if (document.activeElement === area.current) return
      area.current?.focus()
      area.current?.setSelectionRange(caretAt, caretAt)
    })
  }
  /** Puts what a name means in its place, `:tada:`; unless something else was written there meanwhile. */
  async function draw(typed: string, at: number): Promise<void> {
    const named = namedAt(typed, at)
    const sign = named && (await meantBy(named.name).catch(() => null))
    const field = area.current
    if (!sign || !field?.value.startsWith(typed.slice(0, named.to))) return
    const caretAt = field.selectionStart - (named.to - named.from) + sign.length
    write(typed.slice(0, named.from) + sign + field.value.slice(named.to), caretAt)
  }
  return {
    /** What the field is drawn with. */
    first,
    text,
    caret,
    setCaret,
    write,
    /** What the person typed. */
    type(next: string): void {
      setText(next)
      chat.writing.drafts.set(chatKey, next)
      if (next.trim()) chat.type(chatKey)
      if (next.length > text.length) void draw(next, area.current?.selectionStart ?? next.length)
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
