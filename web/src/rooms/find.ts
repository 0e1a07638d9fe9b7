import type { ChatKey } from '../messages/model'
import type { Person } from '../users/model'
import { foldedOf, type Marks, match } from './fuzzy'
import { isUnread, type RoomEntry } from './model'
import { byName } from './room-list'

/** A line of the quick switcher. */
export type Hit =
  | { kind: 'room'; key: ChatKey; room: RoomEntry; marks: Marks }
  | { kind: 'person'; key: ChatKey; person: Person; marks: Marks; titleMarks: Marks }
  | { kind: 'create'; key: 'create'; name: string }
  | { kind: 'search'; key: 'search'; words: string }

interface Asked {
  word: string
  rooms: Iterable<RoomEntry>
  people: Iterable<Person>
  me: number
  /** The chat on screen: without a word one wants another. */
  shown: ChatKey | null
  /** Chats that were open before, the last one first. */
  before: readonly ChatKey[]
  canCreate: boolean
}

interface Found {
  hit: Extract<Hit, { room: RoomEntry } | { person: Person }>
  /** Groups that follow each other whatever fits better. */
  group: number
  rank: number
  /** How long ago it was open: 0 is the last one. */
  recent: number
  active: string
  name: string
}

const MOST = 10
const MOST_ARCHIVED = 3
const NEVER = 1_000
const LAST = 2_000

/**
 * Rooms and people that fit, best first, then archived rooms, then what else can be done with the word. `@` at the
 * beginning narrows to people. Without a word: the chats one came from.
 */
export function find(asked: Asked): Hit[] {
  const onlyPeople = asked.word.startsWith('@')
  const word = asked.word.replace(/^@/, '').trim()
  const folded = foldedOf(word).text
  const recent = new Map(asked.before.map((key, i) => [key, i]))
  if (!word && asked.shown) recent.set(asked.shown, LAST)
  const found: Found[] = []
  if (!onlyPeople) for (const room of asked.rooms) put(found, roomFound(room, folded, recent))
  for (const person of asked.people) put(found, personFound(person, folded, recent, asked.me))
  const live = best(found, 0, MOST)
  const archived = best(found, 1, word ? MOST_ARCHIVED : 0)
  const hits: Hit[] = [...live, ...archived].map(({ hit }) => hit)
  if (!word || onlyPeople) return hits
  const exists = found.some(({ name }) => name.toLowerCase() === word.toLowerCase())
  if (asked.canCreate && !exists) hits.push({ kind: 'create', key: 'create', name: word })
  hits.push({ kind: 'search', key: 'search', words: word })
  return hits
}

export function isArchived(hit: Hit): boolean {
  return hit.kind === 'room' && hit.room.is_archived
}

function put(found: Found[], one: Found | null): void {
  if (one) found.push(one)
}

function roomFound(room: RoomEntry, word: string, recent: ReadonlyMap<ChatKey, number>): Found | null {
  const fits = match(word, foldedOf(room.name))
  if (!fits) return null
  const key = `room/${room.id}` as const
  return {
    hit: { kind: 'room', key, room, marks: fits.marks },
    group: room.is_archived ? 1 : 0,
    ...order(word, fits.rank, isUnread(room), recent.get(key)),
    active: room.last_active ?? '',
    name: room.name,
  }
}

function personFound(
  person: Person,
  word: string,
  recent: ReadonlyMap<ChatKey, number>,
  me: number,
): Found | null {
  // Oneself is found by name only.
  if (person.id === me && word.length < 2) return null
  const byName = match(word, foldedOf(person.name))
  const byMention = match(word, foldedOf(person.mention_name))
  const byTitle = byName || byMention || !word ? null : match(word, foldedOf(person.title))
  const best = [byName, byMention].filter((one) => one !== null).sort((a, b) => a.rank - b.rank)[0]
  // Titles say what many are: whole words of them only, behind all names.
  const rank = best?.rank ?? (byTitle && byTitle.rank < 2 ? 5 : null)
  if (rank === null) return null
  const key = `user/${person.id}` as const
  return {
    hit: { kind: 'person', key, person, marks: byName?.marks ?? [], titleMarks: byTitle?.marks ?? [] },
    group: 0,
    ...order(word, rank, isUnread(person), recent.get(key)),
    active: person.last_active ?? '',
    name: person.name,
  }
}

/** Unread ones first among equals; without a word where one came from, then what is unread. */
function order(word: string, rank: number, unread: boolean, recent = NEVER) {
  const isKnown = recent < NEVER
  return {
    recent,
    rank: word ? rank * 2 + (unread ? 0 : 1) : isKnown ? 0 : recent === LAST ? 3 : unread ? 1 : 2,
  }
}

/** The first few of a group, without sorting thousands. */
function best(found: readonly Found[], group: number, most: number): Found[] {
  const kept: Found[] = []
  for (const one of found) {
    if (one.group !== group) continue
    const last = kept[most - 1]
    if (most === 0 || (last && compare(one, last) >= 0)) continue
    const at = kept.findIndex((other) => compare(one, other) < 0)
    kept.splice(at < 0 ? kept.length : at, 0, one)
    kept.length = Math.min(kept.length, most)
  }
  return kept
}

/** What fits best; among equals the chats one came from, then the lively ones, then by name. */
function compare(a: Found, b: Found): number {
  return a.rank - b.rank || a.recent - b.recent || later(b.active, a.active) || byName(a, b)
}

function later(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
