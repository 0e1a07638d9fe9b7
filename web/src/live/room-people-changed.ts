import type { Apply } from './dispatch'

/** Members or people present in a room changed: the list, if it is open, is fetched again. */
export const roomPeopleChanged: Apply<'room.member_removed' | 'room.entered' | 'room.left'> = (state) => {
  state.peopleMoved()
}
