import { customEmoticons } from '../emoticons/custom'
import { EMOTICON_NAMES } from '../emoticons/emoticons'
import { isInCode } from './send-key'

/** A name between two colons that was just closed, and where it stands. */
export interface Named {
  name: string
  from: number
  to: number
}

/** Finds `:tada:` right before the caret, as people know it from elsewhere. Code stays as it is written. */
export function namedAt(text: string, caret: number): Named | null {
  const before = text.slice(0, caret)
  const [whole, name] = /(?<![^\s(]):([\p{L}\p{N}_+-]{1,40}):$/u.exec(before) ?? []
  if (!whole || !name || text.startsWith('/code') || isInCode(text, caret)) return null
  return { name: name.toLowerCase(), from: caret - whole.length, to: caret }
}

/** What the name stands for: one of our drawings, or an emoji; null when nobody knows it. */
export async function meantBy(name: string): Promise<string | null> {
  if (EMOTICON_NAMES.includes(name) || customEmoticons.getState().byName.has(name)) return `(${name})`
  const { emojiNamed, loadEmoji } = await import('../emoji/catalogue')
  return emojiNamed(await loadEmoji(), name)
}
