import type { Press } from '../chat/keys'

/** Whether a key press sends what is written: Enter, but not inside a block of code; with Ctrl or ⌘ always. */
export function isSendKey(press: Press, text: string, caret: number): boolean {
  if (press.key !== 'Enter' || press.shiftKey || press.altKey) return false
  return isForcedSend(press) || !isInCode(text, caret)
}

/** Sends whatever else Enter may mean there. */
export function isForcedSend({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): boolean {
  return key === 'Enter' && (ctrlKey || metaKey) && !altKey && !shiftKey
}

/** Between ``` and what closes it, or behind one that is still open. */
export function isInCode(text: string, caret: number): boolean {
  return text.slice(0, caret).split('```').length % 2 === 0
}

/** The text without what is empty around it. The first of several lines keeps its indentation: it may be code. */
export function trimmed(text: string): string {
  const whole = text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd()
  return whole.includes('\n') ? whole : whole.trimStart()
}

/** The text with its last block of code closed. */
export function withCodeClosed(text: string): string {
  return isInCode(text, text.length) ? `${text}\n\`\`\`` : text
}
