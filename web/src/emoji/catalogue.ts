import { locale } from '../i18n/catalogue'
import english from './data/en.json'

type GroupName = keyof typeof english

/** One emoji as the picker and the completion know it. */
export interface Emoji {
  emoji: string
  label: string
  /** Lower case, what the search looks at. */
  words: string
  takesTone: boolean
}

export interface EmojiGroup {
  name: GroupName
  emoji: Emoji[]
}

type Row = [emoji: string, label: string, words: string, takesTone?: number]
type Words = [label: string, words: string]

let known: { of: string; groups: EmojiGroup[] } | null = null

/** All emoji in their groups, named in the reader's language; the words of both languages find them. */
export async function loadEmoji(): Promise<EmojiGroup[]> {
  const of = locale().split('-')[0] ?? ''
  if (known?.of === of) return known.groups
  const german: Record<string, Words[]> | null =
    of === 'de' ? ((await import('./data/de.json')).default as unknown as Record<string, Words[]>) : null
  const groups = (Object.entries(english) as unknown as [GroupName, Row[]][]).map(([name, rows]) => ({
    name,
    emoji: rows.map((row, i) => emojiOf(row, german?.[name]?.[i])),
  }))
  known = { of, groups }
  return groups
}

function emojiOf([emoji, label, words, takesTone]: Row, local: Words | undefined): Emoji {
  return {
    emoji,
    label: local?.[0] ?? label,
    words: [...(local ?? []), label, words].join(' ').toLowerCase(),
    takesTone: takesTone === 1,
  }
}

/** Those that hold every word of the query, the ones whose name begins with it first. */
export function findEmoji(groups: readonly EmojiGroup[], query: string, most: number): Emoji[] {
  const wanted = query
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean)
  if (wanted.length === 0) return []
  const ranked: [rank: number, emoji: Emoji][] = []
  for (const { emoji } of groups) {
    for (const one of emoji) {
      const words = ` ${one.words}`
      if (!wanted.every((word) => words.includes(` ${word}`))) continue
      const label = one.label.toLowerCase()
      ranked.push([label === wanted.join(' ') ? 0 : label.startsWith(wanted[0] ?? '') ? 1 : 2, one])
    }
  }
  return ranked
    .sort(([a], [b]) => a - b)
    .slice(0, most)
    .map(([, one]) => one)
}

const TONES = ['', '\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}']
export const TONE_COUNT = TONES.length

/** The emoji in one of the skin tones; 0 is the yellow one. */
export function toned({ emoji, takesTone }: Pick<Emoji, 'emoji' | 'takesTone'>, tone: number): string {
  const modifier = TONES[tone]
  if (!takesTone || !modifier) return emoji
  const [first = '', ...rest] = emoji
  return first + modifier + (rest[0] === '\ufe0f' ? rest.slice(1) : rest).join('')
}
