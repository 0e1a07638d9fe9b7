/** Keeps texts by name over a reload: localStorage in the browser, a map in tests. */
export interface Shelf {
  getItem(name: string): string | null
  setItem(name: string, text: string): void
  removeItem(name: string): void
  names(): string[]
}

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
