import type { RoomEntry } from './model'

/** The room whose name stands at the beginning of a text, as in «#Deploys is quiet»; of several the longest. */
export function roomNamed(rooms: ReadonlyMap<number, RoomEntry>, text: string): RoomEntry | undefined {
  const lower = text.toLowerCase()
  let found: RoomEntry | undefined
  for (const room of rooms.values()) {
    if (room.name.length <= (found?.name.length ?? 0) || !lower.startsWith(room.name.toLowerCase())) continue
    // «#Deploys2» is another room, or none.
    if (!/^[\p{L}\p{N}_]/u.test(text.slice(room.name.length))) found = room
  }
  return found
}
