import type { Shelf } from '../messages/outbox'

/** The browser's storage; a private window or a full disk makes it a no-op. */
export const browserShelf: Shelf = {
  getItem(name) {
    try {
      return localStorage.getItem(name)
    } catch {
      return null
    }
  },
  setItem(name, text) {
    localStorage.setItem(name, text)
  },
  removeItem(name) {
    try {
      localStorage.removeItem(name)
    } catch {
      // Nothing was kept.
    }
  },
  names() {
    try {
      return Object.keys(localStorage)
    } catch {
      return []
    }
  },
}
