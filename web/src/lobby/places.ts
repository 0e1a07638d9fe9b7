/** The pages of the lobby: they are drawn on the sheet, beside the list of rooms and people. */
export type Lobby = { page: 'rooms' | 'people' | 'welcome' } | { page: 'person'; id: number }

/** The page of the lobby that an address shows, if any. */
export function lobbyAt(path: string): Lobby | null {
  const [, page, id] = /^\/(rooms|people|welcome)(?:\/(\d{1,15}))?\/?$/.exec(path) ?? []
  if (id) return page === 'people' ? { page: 'person', id: Number(id) } : null
  return page === 'rooms' || page === 'people' || page === 'welcome' ? { page } : null
}
