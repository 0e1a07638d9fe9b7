import type { Person } from '../users/model'
import { isUnread, type RoomEntry } from './model'
import { byName } from './room-list'

/** A line of the quick switcher. */
export type Hit =
  | { kind: 'room'; key: string; room: RoomEntry; marks: Marks }
  | { kind: 'person'; key: string; person: Person; marks: Marks }
  | { kind: 'create'; key: string; name: string }

/** The part of the name that matched. */
export type Marks = { from: number; to: number } | null

const MOST = 9

/** Rooms and people that fit, best first; `@` at the beginning narrows to people. Without a word: what is unread and recent. */
export function find(
  asked: string,
  rooms: Iterable<RoomEntry>,
  people: Iterable<Person>,
  canCreate: boolean,
): Hit[] {
  const onlyPeople = asked.startsWith('@')
  const word = asked.replace(/^@/, '').trim()
  const lower = word.toLowerCase()
  const found: { hit: Hit; rank: number; recent: string; name: string }[] = []
  if (!onlyPeople) {
    for (const room of rooms) {
      const at = matchAt(room.name, lower)
      const rank = at ? rankOf(at, isUnread(room)) + (room.is_archived ? 4 : 0) : null
      if (rank === null) continue
      const hit: Hit = { kind: 'room', key: `room/${room.id}`, room, marks: lower ? at : null }
      found.push({ hit, rank, recent: room.last_active ?? '', name: room.name })
    }
  }
  for (const person of people) {
    const at = matchAt(person.name, lower)
    const fits =
      at ??
      (`${person.mention_name} ${person.title}`.toLowerCase().includes(lower) ? { from: 9, to: 9 } : null)
    if (!fits) continue
    const hit: Hit = { kind: 'person', key: `user/${person.id}`, person, marks: lower && at ? at : null }
    const rank = rankOf(fits, isUnread(person)) + (person.last_position > 0 || lower ? 0 : 1)
    found.push({ hit, rank, recent: '', name: person.name })
  }
  found.sort((a, b) => a.rank - b.rank || compare(b.recent, a.recent) || byName(a, b))
  const hits = found.slice(0, MOST).map(({ hit }) => hit)
  const exists = found.some(({ name }) => name.toLowerCase() === lower)
  if (word && canCreate && !onlyPeople && !exists) hits.push({ kind: 'create', key: 'create', name: word })
  return hits
}

function matchAt(name: string, lower: string): Marks {
  const at = name.toLowerCase().indexOf(lower)
  return at < 0 ? null : { from: at, to: at + lower.length }
}

/** Names that begin with the word, then words that do, then the rest; unread ones first among equals. */
function rankOf(marks: { from: number; to: number }, unread: boolean): number {
  const place = marks.from === 0 ? 0 : 1
  return place * 2 + (unread ? 0 : 1)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
