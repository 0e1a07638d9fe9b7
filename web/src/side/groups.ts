import type { RoomPerson } from '../api/types'
import { foldedOf, match } from '../rooms/fuzzy'
import { byName } from '../rooms/room-list'
import { type Person, shown } from '../users/model'

export interface Group {
  id: 'here' | 'away' | 'gone'
  people: RoomPerson[]
}

/** People of a room by how they are to be reached, each group by name; empty groups are left out. */
export function groupsOf(
  people: readonly RoomPerson[],
  known: ReadonlyMap<number, Person>,
  asked: string,
): Group[] {
  const word = foldedOf(asked.trim()).text
  const fits = ({ name, mention_name }: RoomPerson) =>
    Boolean(match(word, foldedOf(name)) || match(word, foldedOf(mention_name)))
  const groups: Record<Group['id'], RoomPerson[]> = { here: [], away: [], gone: [] }
  for (const person of people) if (fits(person)) groups[placeOf(person, known)].push(person)
  return (['here', 'away', 'gone'] as const)
    .map((id) => ({ id, people: groups[id].sort(byName) }))
    .filter((group) => group.people.length > 0)
}

function placeOf(person: RoomPerson, known: ReadonlyMap<number, Person>): Group['id'] {
  const show = shown(known.get(person.id)?.presence)
  if (show === 'away' || show === 'xa') return 'away'
  return show || person.is_present ? 'here' : 'gone'
}
