import { createStore } from 'zustand/vanilla'
import type { Shelf } from '../chat/shelf'

export type SectionId = 'favourites' | 'rooms' | 'people'

/** Which parts of the list are folded, kept on this machine. */
export class Folded {
  readonly store = createStore<{ ids: ReadonlySet<SectionId> }>(() => ({ ids: new Set() }))
  #shelf: Shelf
  #name: string

  constructor(shelf: Shelf, name: string) {
    this.#shelf = shelf
    this.#name = name
    const kept = (shelf.getItem(name) ?? '').split(' ').filter(isSection)
    this.store.setState({ ids: new Set(kept) })
  }

  toggle(id: SectionId): void {
    const ids = new Set(this.store.getState().ids)
    if (!ids.delete(id)) ids.add(id)
    this.store.setState({ ids })
    try {
      this.#shelf.setItem(this.#name, [...ids].join(' '))
    } catch {
      // Not kept: it holds until the page is left.
    }
  }
}

function isSection(id: string): id is SectionId {
  return id === 'favourites' || id === 'rooms' || id === 'people'
}
