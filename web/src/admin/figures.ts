/** Sums over the figures of days and hours. */

/** Hours of UTC as those of the reader: `offset` as `Date.getTimezoneOffset()` gives it, in minutes. */
export function inLocalHours(hours: readonly number[], offset: number): number[] {
  const shift = Math.round(offset / 60)
  return hours.map((_, local) => hours[(((local + shift) % 24) + 24) % 24] ?? 0)
}

/** The sum of each month, in order. */
export function byMonth<Key extends string>(
  days: readonly (Record<Key, number> & { date: string })[],
  what: Key,
): { month: string; value: number }[] {
  const sums = new Map<string, number>()
  for (const day of days) {
    const month = day.date.slice(0, 7)
    sums.set(month, (sums.get(month) ?? 0) + day[what])
  }
  return [...sums].map(([month, value]) => ({ month, value }))
}
