const MOST = 8

const key = (person: number) => `chinwag.searches.${person}`

/** What this person searched for in this browser, the latest first. */
export function recentSearches(person: number): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(person)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

/** Remembers a search that led somewhere. What it grew out of while it was typed is forgotten. */
export function keepSearch(person: number, query: string): string[] {
  const said = query.trim()
  if (!said) return recentSearches(person)
  const others = recentSearches(person).filter((one) => one !== said && !said.startsWith(one))
  return store(person, [said, ...others].slice(0, MOST))
}

export function forgetSearch(person: number, query: string): string[] {
  return store(
    person,
    recentSearches(person).filter((one) => one !== query),
  )
}

function store(person: number, searches: string[]): string[] {
  try {
    localStorage.setItem(key(person), JSON.stringify(searches))
  } catch {
    // A browser that keeps nothing: the list is only shorter-lived.
  }
  return searches
}
