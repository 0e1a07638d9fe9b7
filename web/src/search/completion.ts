import { type Message, msg, t } from '../i18n'
import type { RoomEntry } from '../rooms/model'
import type { Person } from '../users/model'
import { HAVING, type Having, OPERATORS, type Operator, print, type Term, termsOf } from './query'

/** A line of the list below the search field. `text` takes the place of what is typed there. */
export type Choice =
  | { kind: 'operator'; text: string; operator: Operator }
  | { kind: 'person'; text: string; person: Person }
  | { kind: 'room'; text: string; room: RoomEntry }
  | { kind: 'having'; text: string; having: Having }
  | { kind: 'day'; text: string; day: string; word: Message | null }
  | { kind: 'recent'; text: string }

/** What is being completed: an operator's name or its value, and where it stands. */
export interface Asked {
  operator: Operator | null
  typed: string
  from: number
  to: number
}

interface Known {
  rooms: Iterable<RoomEntry>
  people: Iterable<Person>
  me: number
  today: Date
}

const MOST = 8

export const OPERATOR_WORDS: Record<Operator, Message> = {
  from: msg('said by somebody'),
  in: msg('in a room, or with a person'),
  has: msg('with a file, link, code …'),
  before: msg('before a day'),
  after: msg('after a day'),
  on: msg('on a day'),
}

export const HAVING_WORDS: Record<Having, Message> = {
  file: msg('a file'),
  image: msg('a picture'),
  link: msg('a link'),
  card: msg('a card'),
  code: msg('code'),
  reaction: msg('a reaction'),
  pin: msg('a pin'),
}

/** The part of the query that the caret stands in, if something can be offered for it. */
export function askedAt(query: string, caret: number): Asked | null {
  const term = termsOf(query).find(({ from, to }) => from < caret && caret <= to)
  if (!term) return null
  if (term.operator) return { operator: term.operator, typed: term.value, from: term.from, to: term.to }
  const isName = OPERATORS.some((name) => name.startsWith(term.value.toLowerCase()))
  return isName && query[term.from] !== '"' ? nameAsked(term) : null
}

function nameAsked({ value, from, to }: Term): Asked {
  return { operator: null, typed: value.toLowerCase(), from, to }
}

/** What fits, best first. */
export function choicesFor({ operator, typed }: Asked, known: Known): Choice[] {
  const word = typed.toLowerCase()
  switch (operator) {
    case null:
      return OPERATORS.filter((name) => name.startsWith(word)).map((name) => ({
        kind: 'operator',
        text: `${name}:`,
        operator: name,
      }))
    case 'from':
      return people('from', word, known)
    case 'in':
      return [...rooms(word, known), ...people('in', word, known)].slice(0, MOST)
    case 'has':
      return HAVING.filter((having) => having.startsWith(word)).map((having) => ({
        kind: 'having',
        text: `has:${having}`,
        having,
      }))
    default:
      return days(operator, word, known.today)
  }
}

function people(operator: 'from' | 'in', word: string, { people: all, me }: Known): Choice[] {
  const named = word.replace(/^@/, '')
  const own = operator === 'from' ? 'me' : ''
  return ranked(all, named, ({ id, name, mention_name }) =>
    id === me && own === named ? [own] : [name, mention_name, ...name.split(' ')],
  )
    .map((person): Choice => {
      const value = operator === 'from' && person.id === me ? 'me' : `@${person.mention_name}`
      return { kind: 'person', text: print({ operator, value }), person }
    })
    .slice(0, MOST)
}

function rooms(word: string, { rooms: all }: Known): Choice[] {
  if (word.startsWith('@')) return []
  return ranked(all, word.replace(/^#/, ''), ({ name }) => [name, ...name.split(/[\s-]+/)])
    .slice(0, MOST - 2)
    .map((room) => ({ kind: 'room', text: print({ operator: 'in', value: room.name }), room }))
}

const DAY_WORDS: readonly [Message, number][] = [
  [msg('Today'), 0],
  [msg('Yesterday'), 1],
  [msg('A week ago'), 7],
  [msg('A month ago'), 30],
  [msg('Three months ago'), 91],
  [msg('A year ago'), 365],
]

function days(operator: Operator, word: string, today: Date): Choice[] {
  const offered = DAY_WORDS.map(([said, ago]) => ({ said, day: isoDay(daysBefore(today, ago)) }))
  return offered
    .filter(({ said, day }) => day.startsWith(word) || t(said).toLowerCase().startsWith(word))
    .map(({ said, day }) => ({ kind: 'day', text: `${operator}:${day}`, day, word: said }))
}

export function daysBefore(today: Date, count: number): Date {
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - count)
}

/** «2026-03-01», by the reader's own calendar. */
export function isoDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Midnight of «2026-03-01» where the reader is; null for what is no day. */
export function dayAt(text: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (!year) return null
  const date = new Date(Number(year), Number(month) - 1, Number(day))
  return isoDay(date) === text ? date : null
}

function ranked<T extends { name: string }>(
  all: Iterable<T>,
  word: string,
  names: (one: T) => string[],
): T[] {
  const found: { one: T; rank: number }[] = []
  for (const one of all) {
    const lower = names(one).map((name) => name.toLowerCase())
    const rank = lower[0]?.startsWith(word)
      ? 0
      : lower.some((name) => name.startsWith(word))
        ? 1
        : lower.some((name) => name.includes(word))
          ? 2
          : null
    if (rank !== null) found.push({ one, rank })
  }
  found.sort((a, b) => a.rank - b.rank || (a.one.name < b.one.name ? -1 : 1))
  return found.map(({ one }) => one)
}

/** The query with the choice in place, and where the caret goes: an operator wants its value, a value is followed by more. */
export function completed(query: string, asked: Asked, choice: Choice): { query: string; caret: number } {
  const isOpen = choice.kind === 'operator'
  const rest = query.slice(asked.to).replace(/^\s+/, '')
  const head = `${query.slice(0, asked.from)}${choice.text}${isOpen ? '' : ' '}`
  return { query: `${head}${isOpen && rest ? ' ' : ''}${rest}`, caret: head.length }
}
