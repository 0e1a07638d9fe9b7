import { type ClipboardEvent, useState } from 'react'
import { linesOf } from '../messages/inert-html'
import { isBigPaste, pastedFiles, snippet } from './pasted'

/** What becomes of what is pasted: files are attached, a big text waits until one says what it is to be. */
export function usePaste(attach: (files: File[]) => void, insert: (text: string) => void, focus: () => void) {
  const [bigPaste, setBigPaste] = useState<string | null>(null)
  return {
    bigPaste,
    onPaste(event: ClipboardEvent): void {
      const pasted = pastedFiles(event.clipboardData)
      const plain = event.clipboardData.getData('text/plain')
      const text = plain || linesOf(event.clipboardData.getData('text/html'))
      if (pasted.length > 0) attach(pasted)
      else if (isBigPaste(text)) setBigPaste(text)
      // What programs copy as HTML alone a field would not take.
      else if (!plain && text) insert(text)
      else return
      event.preventDefault()
    },
    settlePaste(settled: 'file' | 'text' | 'gone'): void {
      setBigPaste(null)
      if (settled === 'file') attach([snippet(bigPaste ?? '')])
      else if (settled === 'text') insert(bigPaste ?? '')
      else focus()
    },
  }
}
