import { formatDate, t } from '../i18n'

const CLOCK: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }
const DAY_OF_YEAR: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' }
const FULL: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'medium' }
const SHORT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }

/** «9:12», as the reader's locale writes it. */
export function clockTime(date: Date): string {
  return formatDate(date, CLOCK)
}

/** The time of today, else the day; the year only when it is another one. */
export function shortTime(date: Date, now = new Date()): string {
  if (startOfDay(now) === startOfDay(date)) return clockTime(date)
  return formatDate(date, date.getFullYear() === now.getFullYear() ? SHORT : DAY_OF_YEAR)
}

/** For tooltips: the whole date with seconds. */
export function fullTime(date: Date): string {
  return formatDate(date, FULL)
}

/** «14 May 2026»: also when it is read in another year. */
export function fullDay(date: Date): string {
  return formatDate(date, DAY_OF_YEAR)
}

/** «Today», «Yesterday», then the date; the year only when it is another one. */
export function dayName(date: Date, now = new Date()): string {
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000)
  if (days === 0) return t('Today')
  if (days === 1) return t('Yesterday')
  return formatDate(date, date.getFullYear() === now.getFullYear() ? DAY : DAY_OF_YEAR)
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
