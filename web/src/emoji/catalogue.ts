import { locale } from '../i18n/catalogue'
import english from './data/en.json'

type GroupName = keyof typeof english

/** One emoji as the picker and the completion know it. */
export interface Emoji {
  emoji: string
  label: string
  /** Its English name, lower case. */
  name: string
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
    name: label.toLowerCase(),
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

/** What people know from elsewhere and no name or word of an emoji says, or says of another. */
const ALSO = new Map(
  Object.entries({
    '+1': '👍',
    '-1': '👎',
    '100': '💯',
    art: '🎨',
    beers: '🍻',
    blush: '😊',
    bow: '🙇',
    calendar: '📅',
    cat: '🐱',
    computer: '💻',
    cry: '😢',
    dog: '🐶',
    email: '📧',
    exclamation: '❗',
    grin: '😁',
    hankey: '💩',
    heart_eyes: '😍',
    heavy_check_mark: '✔️',
    hourglass: '⌛',
    iphone: '📱',
    joy: '😂',
    laughing: '😆',
    lock: '🔒',
    mag: '🔍',
    no_entry: '⛔',
    poop: '💩',
    pray: '🙏',
    question: '❓',
    rotating_light: '🚨',
    see_no_evil: '🙈',
    simple_smile: '🙂',
    stuck_out_tongue: '😛',
    sunglasses: '😎',
    sunny: '☀️',
    upside_down_face: '🙃',
    wave: '👋',
    white_check_mark: '✅',
    x: '❌',
  }),
)
const LONG_ENOUGH = 3

/** The one emoji that a name between two colons means; null when it could be another, or none. */
export function emojiNamed(groups: readonly EmojiGroup[], name: string): string | null {
  const known = ALSO.get(name)
  if (known) return known
  const words = name.split('_').filter(Boolean)
  const wanted = words.join(' ')
  const all = groups.flatMap(({ emoji }) => emoji)
  const exact = all.find((one) => one.name === wanted)
  if (exact) return exact.emoji
  const begun = wanted.length >= LONG_ENOUGH ? all.filter((one) => one.name.startsWith(wanted)) : []
  const holding = begun.length === 1 ? begun : all.filter((one) => holds(one, words))
  return holding.length === 1 && words.length > 0 ? (holding[0]?.emoji ?? null) : null
}

function holds({ words: own }: Emoji, words: readonly string[]): boolean {
  return words.every((word) => ` ${own} `.includes(` ${word} `))
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
