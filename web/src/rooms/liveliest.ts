import { type ChatKey, roomKey } from '../messages/model'
import type { RoomEntry } from './model'

/** The room that can be written in and was written in last; null when nobody has said a word anywhere. */
export function liveliest(rooms: Iterable<RoomEntry>): ChatKey | null {
  let found: RoomEntry | null = null
  for (const room of rooms) {
    if (room.is_archived || !room.last_active) continue
    if (!found?.last_active || room.last_active > found.last_active) found = room
  }
  return found && roomKey(found.id)
}
