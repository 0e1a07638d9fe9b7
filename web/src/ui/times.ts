/** Times in words. `now` and `locale` are given by tests; people get their own. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Calendar days between two instants, by local midnights: yesterday evening is 1 day ago at any hour. */
export function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(to) - midnight(from)) / DAY)
}

export function sayTime(date: Date, locale?: string): string {
  return date.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' })
}

/** «14 August 2026»; without the year when it is this one. */
export function sayDate(date: Date, now: Date = new Date(), locale?: string): string {
  const thisYear = date.getFullYear() === now.getFullYear()
  return date.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'long',
    ...(thisYear ? {} : { year: 'numeric' }),
  })
}

export function sayFullDate(date: Date, locale?: string): string {
  return date.toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** «just now», «2 minutes ago», «today, 9:00», «yesterday, 9:00», «12 April». */
export function sayPast(date: Date, now: Date = new Date(), locale?: string): string {
  const ago = now.getTime() - date.getTime()
  if (ago < MINUTE) return 'just now'
  if (ago < HOUR) return count(Math.floor(ago / MINUTE), 'minute', 'ago')
  const days = daysBetween(date, now)
  if (days === 0) return `today, ${sayTime(date, locale)}`
  if (days === 1) return `yesterday, ${sayTime(date, locale)}`
  return sayDate(date, now, locale)
}

/** «in 6 days», «in 3 months», «today, 17:00». */
export function sayFuture(date: Date, now: Date = new Date(), locale?: string): string {
  const days = daysBetween(now, date)
  if (days <= 0) return `today, ${sayTime(date, locale)}`
  if (days === 1) return 'tomorrow'
  if (days < 60) return `in ${days} days`
  if (days < 360) return `in ${Math.round(days / 30.4)} months`
  return days < 730 ? 'in a year' : `in ${Math.round(days / 365)} years`
}

function count(n: number, unit: string, after: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'} ${after}`
}
