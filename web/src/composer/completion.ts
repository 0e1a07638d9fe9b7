import type { Emoji } from '../emoji/catalogue'
import type { RoomEntry } from '../rooms/model'
import type { Person } from '../users/model'
import type { SlashCommand } from './commands'

/** One line of the list over the composer. */
export type Choice =
  | { kind: 'person'; text: string; person: Person }
  | { kind: 'everybody'; text: '@all' | '@here' }
  | { kind: 'room'; text: string; room: RoomEntry }
  | { kind: 'command'; text: string; command: SlashCommand }
  | { kind: 'emoji'; text: string; label: string }
  | { kind: 'emoticon'; text: string; name: string }

/** The word that is being completed, and where it stands. */
export interface Asked {
  /** `emoji` holds the emoticons too. */
  kind: 'mention' | 'emoji' | 'emoticon' | 'room' | 'command'
  /** What follows the sign, lower case. */
  query: string
  from: number
  to: number
}

/** All that can be chosen from. */
export interface Known {
  people: Iterable<Person>
  rooms: Iterable<RoomEntry>
  commands: readonly SlashCommand[]
  emoticons: readonly string[]
  /** Those that fit the query; empty until they are fetched. */
  emoji: readonly Emoji[]
  isRoom: boolean
}

const MOST = 8

/** Finds `@na`, `#ro`, `:na` right before the caret, `/co` at the beginning. A plain `:` stays quiet: two letters are needed. */
export function askedAt(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret)
  const mention = /(?:^|[\s(])@([\p{L}\p{N}_.-]*)$/u.exec(before)
  if (mention) return asked('mention', mention[1] ?? '', caret)
  // Names of rooms have blanks in them.
  const room = /(?:^|[\s(])#((?:[\p{L}\p{N}_.-]+ ){0,3}[\p{L}\p{N}_.-]*)$/u.exec(before)
  if (room) return asked('room', room[1] ?? '', caret)
  const command = /^\/([a-z]*)$/i.exec(before)
  if (command) return asked('command', command[1] ?? '', caret)
  const [, sign, name] = /(?:^|\s)([:(])([\p{L}\p{N}_]{2,})$/u.exec(before) ?? []
  // A bracket begins many other things.
  return name ? asked(sign === ':' ? 'emoji' : 'emoticon', name, caret) : null
}

function asked(kind: Asked['kind'], query: string, caret: number): Asked {
  return { kind, query: query.toLowerCase(), from: caret - query.length - 1, to: caret }
}

const EVERYBODY: Choice[] = [
  { kind: 'everybody', text: '@all' },
  { kind: 'everybody', text: '@here' },
]

/** What fits, best first: names that begin with it before names that hold it. */
export function choicesFor({ kind, query }: Asked, known: Known): Choice[] {
  switch (kind) {
    case 'mention':
      return mentions(query, known)
    case 'room':
      return ranked([...known.rooms], query, ({ name }) => [name])
        .slice(0, MOST)
        .map((room) => ({ kind, text: `#${room.name}`, room }))
    case 'command':
      return known.commands
        .filter(({ name, inRoomsOnly }) => name.startsWith(query) && (known.isRoom || !inRoomsOnly))
        .map((command) => ({ kind, text: `/${command.name}`, command }))
    case 'emoji':
      return emoticonsAndEmoji(query, known)
    case 'emoticon':
      return emoticonsAndEmoji(query, { ...known, emoji: [] })
  }
}

function mentions(query: string, { people, isRoom }: Known): Choice[] {
  const everybody = isRoom ? EVERYBODY.filter(({ text }) => text.slice(1).startsWith(query)) : []
  const found = ranked([...people], query, (person) => [person.mention_name, ...person.name.split(' ')])
  const named: Choice[] = found.map((person) => ({ kind: 'person', text: `@${person.mention_name}`, person }))
  return (query ? [...everybody, ...named] : [...named.slice(0, MOST - 2), ...everybody]).slice(0, MOST)
}

/** Our drawings first; the emoji keep at least half of the list when there are so many. */
function emoticonsAndEmoji(query: string, { emoticons, emoji }: Known): Choice[] {
  const drawn: Choice[] = ranked(emoticons, query, (name) => [name]).map((name) => ({
    kind: 'emoticon',
    text: `(${name})`,
    name,
  }))
  const signs: Choice[] = emoji.map((one) => ({ kind: 'emoji', text: one.emoji, label: one.label }))
  return [...drawn.slice(0, Math.max(MOST / 2, MOST - signs.length)), ...signs].slice(0, MOST)
}

/** `words` gives the name itself first: the one that is typed out comes before those that go on. */
function ranked<T>(all: readonly T[], query: string, words: (one: T) => string[]): T[] {
  const rank = (one: T) => {
    const lower = words(one).map((word) => word.toLowerCase())
    if (lower[0] === query) return 0
    if (lower.some((word) => word.startsWith(query))) return 1
    return lower.some((word) => word.includes(query)) ? 2 : 3
  }
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
}

/** The text with the choice in place of what was typed, and where the caret goes. */
export function complete(text: string, { from, to }: Asked, choice: Choice): { text: string; caret: number } {
  const rest = text.slice(to)
  const word = rest.startsWith(' ') ? choice.text : `${choice.text} `
  return { text: text.slice(0, from) + word + rest, caret: from + choice.text.length + 1 }
}
