import type { Told } from '../live/events'

/** The rooms that people see one in. The server forgets them with each connection. */
export class Entered {
  #rooms = new Set<number>()
  #tell: (frame: Told) => void

  constructor(tell: (frame: Told) => void) {
    this.#tell = tell
  }

  /** Whether people see that one has a room open. */
  has(roomId: number): boolean {
    return this.#rooms.has(roomId)
  }

  enter(roomId: number): void {
    if (this.#rooms.has(roomId)) return
    this.#rooms.add(roomId)
    this.#tell({ type: 'enter', room_id: roomId })
  }

  forget(roomId: number): void {
    this.#rooms.delete(roomId)
  }

  tellAgain(): void {
    for (const room_id of this.#rooms) this.#tell({ type: 'enter', room_id })
  }
}
