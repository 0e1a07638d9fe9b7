import type { Apply } from './dispatch'

/** This person chose something, here or in another browser. */
export const preferencesChanged: Apply<'preferences.changed'> = (state, { preferences, chats }) => {
  state.preferences.take({ preferences, chats })
}
