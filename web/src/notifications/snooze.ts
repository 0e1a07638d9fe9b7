import { formatDate, t } from '../i18n'

const MINUTE_MS = 60_000
const MORNING = 9

/** Until when one may pause: words and the moment. */
export function pauses(now: Date): { id: string; text: string; until: Date }[] {
  const after = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS)
  const tomorrow = morning(now, 1)
  const monday = morning(now, (8 - now.getDay()) % 7 || 7)
  const all = [
    { id: '30', text: t('30 minutes'), until: after(30) },
    { id: '60', text: t('1 hour'), until: after(60) },
    { id: '240', text: t('4 hours'), until: after(240) },
    { id: 'tomorrow', text: t('Until tomorrow'), until: tomorrow },
  ]
  if (monday.getTime() !== tomorrow.getTime())
    all.push({ id: 'monday', text: t('Until Monday'), until: monday })
  return all
}

function morning(now: Date, days: number): Date {
  const day = new Date(now)
  day.setDate(day.getDate() + days)
  day.setHours(MORNING, 0, 0, 0)
  return day
}

/** «15:30», with the day when it is another. */
export function sayUntil(until: Date, now: Date = new Date()): string {
  const time = { hour: 'numeric', minute: '2-digit' } as const
  const isToday = until.toDateString() === now.toDateString()
  return formatDate(until, isToday ? time : { weekday: 'long', ...time })
}

/** What to say of a pause; nothing when there is none. */
export function pauseNote(until: string | null): string {
  if (!until || !(Date.parse(until) > Date.now())) return ''
  return t('Notifications paused until {time}', { time: sayUntil(new Date(until)) })
}
