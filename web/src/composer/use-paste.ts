import { type ClipboardEvent, useState } from 'react'
import { linesOf } from '../messages/inert-html'
import { LONGEST } from './longest'
import { isBigPaste, pastedFiles, snippet } from './pasted'

interface BigPaste {
  text: string
  /** With it the message would be too long. */
  isFileOnly: boolean
}

/** What becomes of what is pasted: files are attached, a big text waits until one says what it is to be. */
export function usePaste(attach: (files: File[]) => void, insert: (text: string) => void, focus: () => void) {
  const [bigPaste, setBigPaste] = useState<BigPaste | null>(null)
  return {
    bigPaste,
    onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
      const pasted = pastedFiles(event.clipboardData)
      const plain = event.clipboardData.getData('text/plain')
      const text = plain || linesOf(event.clipboardData.getData('text/html'))
      const { value, selectionStart, selectionEnd } = event.currentTarget
      const isFileOnly = value.length - (selectionEnd - selectionStart) + text.length > LONGEST
      if (pasted.length > 0) attach(pasted)
      else if (text && (isFileOnly || isBigPaste(text))) setBigPaste({ text, isFileOnly })
      // What programs copy as HTML alone a field would not take.
      else if (!plain && text) insert(text)
      else return
      event.preventDefault()
    },
    settlePaste(settled: 'file' | 'text' | 'gone'): void {
      const text = bigPaste?.text ?? ''
      setBigPaste(null)
      if (settled === 'file') attach([snippet(text)])
      else if (settled === 'text') insert(text)
      else focus()
    },
  }
}
