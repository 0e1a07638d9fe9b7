import { plural, t } from '../i18n'

const MOST_LETTERS = 4_000
const MOST_LINES = 50

/** A text that would bury the conversation: better sent as a file. */
export function isBigPaste(text: string): boolean {
  return text.length > MOST_LETTERS || lineCount(text) > MOST_LINES
}

function lineCount(text: string): number {
  return text.replace(/\n+$/, '').split('\n').length
}

/** «120 lines», or «9,400 letters» when it is one long line. */
export function bulkInWords(text: string): string {
  const lines = lineCount(text)
  return lines > 1
    ? plural(lines, { one: '{n} line', other: '{n} lines' })
    : plural(text.length, { one: '{n} letter', other: '{n} letters' })
}

export function snippet(text: string): File {
  return new File([text], t('Pasted text.txt'), { type: 'text/plain' })
}

/**
 * The files of a paste. Office programs put a picture beside the text that was copied: then the text is meant.
 */
export function pastedFiles(data: DataTransfer): File[] {
  if (data.types.includes('text/html') && data.getData('text/plain').trim()) return []
  return [...data.files].map((file) =>
    file.name === 'image.png' ? new File([file], t('Pasted image.png'), { type: file.type }) : file,
  )
}
