import { createStore } from 'zustand/vanilla'
import { collator } from '../i18n'
import { type ChatMessage, isFor } from '../messages/model'
import type { RoomEntry, RoomFacts } from './model'

/** The rooms this person may see, with what they have not read. */
export class RoomList {
  readonly store = createStore<{ rooms: ReadonlyMap<number, RoomEntry> }>(() => ({ rooms: new Map() }))

  get(id: number): RoomEntry | undefined {
    return this.store.getState().rooms.get(id)
  }

  reset(rooms: readonly RoomEntry[]): void {
    this.store.setState({ rooms: new Map(rooms.map((room) => [room.id, room])) })
  }

  /** A new room, or new facts of a known one. What is personal in an entry stays as it is. */
  put(facts: RoomFacts, me: { id: number; is_group_admin: boolean }): void {
    const known = this.get(facts.id)
    const mine = facts.owner_id === me.id || me.is_group_admin
    const personal = known ?? {
      last_position: 0,
      last_active: null,
      read_position: facts.last_position ?? 0,
      mentions: 0,
      can_post: true,
      can_admin: mine,
    }
    const entry = {
      ...personal,
      ...facts,
      can_post: !facts.is_archived,
      can_admin: personal.can_admin || mine,
    }
    if (known) entry.last_position = Math.max(known.last_position, entry.last_position)
    this.#set(facts.id, entry)
  }

  remove(id: number): void {
    const rooms = new Map(this.store.getState().rooms)
    if (rooms.delete(id)) this.store.setState({ rooms })
  }

  /** A message was sent: the room has something new, unless it is one's own. */
  took(id: number, message: ChatMessage, me: number): void {
    const room = this.get(id)
    if (!room || message.position <= room.last_position) return
    const own = message.from?.id === me
    this.#set(id, {
      ...room,
      last_position: message.position,
      last_active: message.date,
      read_position: own ? message.position : room.read_position,
      mentions: own ? 0 : room.mentions + (isFor(message, me) ? 1 : 0),
    })
  }

  /**
   * Read up to a position; never goes back. Reading to the end clears the mentions. `mentions`: how many wait now, also
   * where nothing was read: an edited or deleted message calls other people than before.
   */
  read(id: number, position: number, mentions?: number): void {
    const room = this.get(id)
    if (!room || (position <= room.read_position && mentions === undefined)) return
    const left = position >= room.last_position ? 0 : (mentions ?? room.mentions)
    this.#set(id, { ...room, read_position: Math.max(position, room.read_position), mentions: left })
  }

  /** Read exactly up to a position, forward or back. */
  putRead(id: number, position: number, mentions: number): void {
    const room = this.get(id)
    if (room) this.#set(id, { ...room, read_position: position, mentions })
  }

  #set(id: number, room: RoomEntry): void {
    const rooms = new Map(this.store.getState().rooms)
    rooms.set(id, room)
    this.store.setState({ rooms })
  }
}

/** By name, as people look for it. */
export function byName<T extends { name: string }>(a: T, b: T): number {
  return collator().compare(a.name, b.name)
}
