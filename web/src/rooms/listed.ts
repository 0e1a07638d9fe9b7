import type { ChatKey } from '../messages/model'
import type { Person } from '../users/model'
import { shown as shownPresence } from '../users/model'
import { isUnread, type RoomEntry } from './model'
import { byName } from './room-list'

/** With more people than this only those one has to do with are listed; the others are a jump away. */
const ALL_UP_TO = 25

/** Rooms in the list: by name; archived ones only while they are open. */
export function listedRooms(rooms: ReadonlyMap<number, RoomEntry>, shown: ChatKey | null): RoomEntry[] {
  return [...rooms.values()].filter((room) => !room.is_archived || shown === `room/${room.id}`).sort(byName)
}

/** People in the list: those with a chat first, then those who are here, then the rest if the group is small. */
export function listedPeople(
  people: ReadonlyMap<number, Person>,
  me: number,
  shown: ChatKey | null,
): Person[] {
  const others = [...people.values()].filter((person) => person.id !== me || shown === `user/${me}`)
  const rank = (person: Person) => {
    if (isUnread(person)) return 0
    if (person.last_position > 0) return 1
    return shownPresence(person.presence) ? 2 : 3
  }
  const wanted =
    others.length <= ALL_UP_TO
      ? others
      : others.filter((person) => rank(person) < 2 || shown === `user/${person.id}`)
  return wanted.sort((a, b) => rank(a) - rank(b) || byName(a, b))
}

/** The chats of the list from top to bottom, for Alt and the arrow keys. */
export function listedKeys(
  rooms: ReadonlyMap<number, RoomEntry>,
  people: ReadonlyMap<number, Person>,
  me: number,
  shown: ChatKey | null,
): { key: ChatKey; isUnread: boolean }[] {
  return [
    ...listedRooms(rooms, shown).map((room) => ({
      key: `room/${room.id}` as const,
      isUnread: isUnread(room),
    })),
    ...listedPeople(people, me, shown).map((person) => ({
      key: `user/${person.id}` as const,
      isUnread: isUnread(person),
    })),
  ]
}
