/** Times in words. `now` is given by tests. */
import { formatDate, formatRelative, t } from '../i18n'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Calendar days between two instants, by local midnights: yesterday evening is 1 day ago at any hour. */
export function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(to) - midnight(from)) / DAY)
}

export function sayTime(date: Date): string {
  return formatDate(date, { hour: 'numeric', minute: '2-digit' })
}

/** «14 August 2026»; without the year when it is this one. */
export function sayDate(date: Date, now: Date = new Date()): string {
  return date.getFullYear() === now.getFullYear()
    ? formatDate(date, { day: 'numeric', month: 'long' })
    : sayFullDate(date)
}

export function sayFullDate(date: Date): string {
  return formatDate(date, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** «just now», «2 minutes ago», «today, 9:00», «yesterday, 9:00», «12 April». */
export function sayPast(date: Date, now: Date = new Date()): string {
  const ago = now.getTime() - date.getTime()
  if (ago < MINUTE) return t('just now')
  if (ago < HOUR) return formatRelative(-Math.floor(ago / MINUTE), 'minute')
  const days = daysBetween(date, now)
  if (days === 0) return t('today, {time}', { time: sayTime(date) })
  if (days === 1) return t('yesterday, {time}', { time: sayTime(date) })
  return sayDate(date, now)
}

/** «in 6 days», «in 3 months», «today, 17:00». */
export function sayFuture(date: Date, now: Date = new Date()): string {
  const days = daysBetween(now, date)
  if (days <= 0) return t('today, {time}', { time: sayTime(date) })
  if (days < 60) return formatRelative(days, 'day')
  if (days < 360) return formatRelative(Math.round(days / 30.4), 'month')
  return days < 730 ? t('in a year') : formatRelative(Math.round(days / 365), 'year')
}
