import { t } from '../i18n'
import type { Person } from '../users/model'

/** One line of the list over the composer. */
export type Choice =
  | { kind: 'person'; text: string; person: Person }
  | { kind: 'everybody'; text: '@all' | '@here'; hint: string }
  | { kind: 'emoticon'; text: string; name: string }

/** The word that is being completed, and where it stands. */
export interface Asked {
  kind: 'mention' | 'emoticon'
  /** What follows the sign, lower case. */
  query: string
  from: number
  to: number
}

const MOST = 8

/** Finds `@na` or `:na` right before the caret. Emoticons need two letters, so that a plain `:` stays quiet. */
export function askedAt(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret)
  const mention = /(?:^|[\s(])@([\p{L}\p{N}_.-]*)$/u.exec(before)
  if (mention) return asked('mention', mention[1] ?? '', caret)
  const emoticon = /(?:^|\s)[:(]([a-z0-9]{2,})$/.exec(before)
  return emoticon ? asked('emoticon', emoticon[1] ?? '', caret) : null
}

function asked(kind: Asked['kind'], query: string, caret: number): Asked {
  return { kind, query: query.toLowerCase(), from: caret - query.length - 1, to: caret }
}

const forEverybody = (): Choice[] => [
  { kind: 'everybody', text: '@all', hint: t('everybody in this room') },
  { kind: 'everybody', text: '@here', hint: t('everybody who is here now') },
]

/** What fits, best first: names that begin with it before names that hold it. */
export function choicesFor(
  { kind, query }: Asked,
  people: Iterable<Person>,
  emoticons: readonly string[],
  isRoom: boolean,
): Choice[] {
  if (kind === 'emoticon') {
    return ranked(emoticons, query, (name) => [name])
      .slice(0, MOST)
      .map((name) => ({ kind: 'emoticon', text: `(${name})`, name }))
  }
  const everybody = isRoom ? forEverybody().filter(({ text }) => text.slice(1).startsWith(query)) : []
  const found = ranked([...people], query, (person) => [person.mention_name, ...person.name.split(' ')])
  const named: Choice[] = found.map((person) => ({ kind: 'person', text: `@${person.mention_name}`, person }))
  return (query ? [...everybody, ...named] : [...named.slice(0, MOST - 2), ...everybody]).slice(0, MOST)
}

function ranked<T>(all: readonly T[], query: string, words: (one: T) => string[]): T[] {
  const rank = (one: T) => {
    const lower = words(one).map((word) => word.toLowerCase())
    if (lower.some((word) => word.startsWith(query))) return 0
    return lower.some((word) => word.includes(query)) ? 1 : 2
  }
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
}

/** The text with the choice in place of what was typed, and where the caret goes. */
export function complete(text: string, { from, to }: Asked, choice: Choice): { text: string; caret: number } {
  const rest = text.slice(to)
  const word = rest.startsWith(' ') ? choice.text : `${choice.text} `
  return { text: text.slice(0, from) + word + rest, caret: from + choice.text.length + 1 }
}
