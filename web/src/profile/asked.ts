import { createStore } from 'zustand/vanilla'

interface Asked {
  id: number
  /** What was clicked: the card stands beside it, and the focus comes back to it. */
  anchor: HTMLElement
}

/** Whose card is shown. */
export const askedProfile = createStore<{ asked: Asked | null }>(() => ({ asked: null }))

export function askProfile(id: number, anchor: HTMLElement): void {
  askedProfile.setState({ asked: { id, anchor } })
}
