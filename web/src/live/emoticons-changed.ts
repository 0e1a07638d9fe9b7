import type { Apply } from './dispatch'

/** The group got an emoticon, or lost one. */
export const emoticonsChanged: Apply<'emoticons.changed'> = (state) => {
  void state.emoticons.refresh()
}
