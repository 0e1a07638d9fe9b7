import { type ClipboardEvent, useState } from 'react'
import { isBigPaste, pastedFiles, snippet } from './pasted'

/** What becomes of what is pasted: files are attached, a big text waits until one says what it is to be. */
export function usePaste(attach: (files: File[]) => void, insert: (text: string) => void, focus: () => void) {
  const [bigPaste, setBigPaste] = useState<string | null>(null)
  return {
    bigPaste,
    onPaste(event: ClipboardEvent): void {
      const pasted = pastedFiles(event.clipboardData)
      const big = event.clipboardData.getData('text/plain')
      if (pasted.length > 0) attach(pasted)
      else if (isBigPaste(big)) setBigPaste(big)
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
