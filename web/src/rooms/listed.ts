import type { ChatKey } from '../messages/model'
import { type ChatChoice, NO_CHOICE, type Preferences } from '../preferences/model'
import type { Person } from '../users/model'
import { shown as shownPresence } from '../users/model'
import type { SectionId } from './folded'
import { isUnread, type RoomEntry } from './model'
import { byName } from './room-list'

/** With more people than this only those one has to do with are listed; the others are a jump away. */
const ALL_PEOPLE_UP_TO = 25
/** With more rooms than this the least lively are left out; they, too, are a jump away. */
const ALL_ROOMS_UP_TO = 100

export type Row = { key: ChatKey; isUnread: boolean; isMuted: boolean; isFavourite: boolean } & (
  | { kind: 'room'; room: RoomEntry }
  | { kind: 'person'; person: Person }
)

export interface Section {
  id: SectionId
  rows: Row[]
  /** Rows that a folded section does not show, or that there is no place for. */
  more: number
}

export interface Listed {
  rooms: ReadonlyMap<number, RoomEntry>
  people: ReadonlyMap<number, Person>
  me: number
  /** The chat on screen. */
  shown: ChatKey | null
  /** Choices by the id of the chat. */
  choices: ReadonlyMap<number, ChatChoice>
  order: Preferences['room_order']
  folded: ReadonlySet<SectionId>
  /** The open chat was unread when it was opened: it keeps its place until it is left. */
  wasUnread: boolean
}

/** The list from top to bottom. A folded section keeps what is open or unread. */
export function sections(of: Listed): Section[] {
  const rooms = [...of.rooms.values()]
    .filter((room) => !room.is_archived || of.shown === `room/${room.id}`)
    .map((room) => roomRow(room, of.choices))
  const people = [...of.people.values()]
    .filter((person) => person.id !== of.me || of.shown === `user/${of.me}`)
    .map((person) => personRow(person, of.choices))
  const compare = of.order === 'unread' ? byUrgency(of) : ORDERS[of.order]
  const favourites = [...rooms, ...people].filter((row) => row.isFavourite).sort(compare)
  const otherRooms = rooms.filter((row) => !row.isFavourite)
  const otherPeople = people.filter((row) => !row.isFavourite)
  const found: Section[] = [
    { id: 'favourites', rows: favourites, more: 0 },
    shortened('rooms', otherRooms, lively(otherRooms, of.shown).sort(compare)),
    { id: 'people', rows: closest(otherPeople, of.shown, compare), more: 0 },
  ]
  return found.map((section) => (of.folded.has(section.id) ? fold(section, of.shown) : section))
}

/** The chats of the list from top to bottom, for Alt and the arrow keys. */
export function listedKeys(of: Listed): { key: ChatKey; isUnread: boolean }[] {
  return sections(of).flatMap(({ rows }) =>
    rows.map(({ key, isUnread, isMuted }) => ({ key, isUnread: isUnread && !isMuted })),
  )
}

function roomRow(room: RoomEntry, choices: Listed['choices']): Row {
  const { is_favourite, level } = choices.get(room.id) ?? NO_CHOICE
  return {
    kind: 'room',
    key: `room/${room.id}`,
    room,
    isUnread: isUnread(room),
    isMuted: level === 'none',
    isFavourite: is_favourite,
  }
}

function personRow(person: Person, choices: Listed['choices']): Row {
  const { is_favourite, level } = (person.chat_id && choices.get(person.chat_id)) || NO_CHOICE
  return {
    kind: 'person',
    key: `user/${person.id}`,
    person,
    isUnread: isUnread(person),
    isMuted: level === 'none',
    isFavourite: is_favourite,
  }
}

function fold({ id, rows }: Section, shown: ChatKey | null): Section {
  const kept = rows.filter((row) => row.key === shown || (row.isUnread && !row.isMuted))
  return { id, rows: kept, more: rows.length - kept.length }
}

function shortened(id: SectionId, all: Row[], rows: Row[]): Section {
  return { id, rows, more: all.length - rows.length }
}

/** All rooms of a small group; of a large one those that are open, unread or lively. */
function lively(rows: Row[], shown: ChatKey | null): Row[] {
  if (rows.length <= ALL_ROOMS_UP_TO) return rows
  const rank = (row: Row) => (row.key === shown ? 0 : row.isUnread && !row.isMuted ? 1 : 2)
  return [...rows].sort((a, b) => rank(a) - rank(b) || latest(b, a)).slice(0, ALL_ROOMS_UP_TO)
}

/** Those with a chat first, then those who are here, then the rest if the group is small. */
function closest(rows: Row[], shown: ChatKey | null, compare: Compare): Row[] {
  const rank = (row: Row) => {
    if (row.kind === 'room' || row.person.last_position > 0) return 1
    return shownPresence(row.person.presence) ? 2 : 3
  }
  const wanted =
    rows.length <= ALL_PEOPLE_UP_TO ? rows : rows.filter((row) => rank(row) < 2 || row.key === shown)
  return wanted.sort((a, b) => rank(a) - rank(b) || compare(a, b))
}

type Compare = (a: Row, b: Row) => number

/** ISO times compare as texts; chats where nobody said a word come last. */
const latest: Compare = (a, b) => {
  const [one, other] = [activeAt(a), activeAt(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

function activeAt(row: Row): string {
  return (row.kind === 'room' ? row.room.last_active : row.person.last_active) ?? ''
}

const named: Compare = (a, b) =>
  byName(a.kind === 'room' ? a.room : a.person, b.kind === 'room' ? b.room : b.person)

const ORDERS: Record<'name' | 'recent', Compare> = {
  name: named,
  recent: (a, b) => latest(b, a) || named(a, b),
}

/** What calls for attention first: mentions and people, then rooms; muted chats call for none. */
function byUrgency({ shown, wasUnread }: Listed): Compare {
  const urgency = (row: Row) => {
    if (row.isMuted || !(row.isUnread || (wasUnread && row.key === shown))) return 2
    return row.kind === 'person' || row.room.mentions > 0 ? 0 : 1
  }
  return (a, b) => urgency(a) - urgency(b) || named(a, b)
}
