import { formatDate, plural, t } from '../i18n'

/** What nobody chose: it says nothing of where somebody is. */
const UNSET = 'UTC'

/** Minutes that a zone is ahead of UTC at a moment. */
function ahead(timezone: string | undefined, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0)
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return Math.round((shown - Math.floor(at.getTime() / 60_000) * 60_000) / 60_000)
}

export interface LocalTime {
  /** «10:19 in Lisbon» */
  text: string
  /** «one hour behind you»; empty where the clocks agree. */
  difference: string
}

/** What somebody's clock shows; null when they never said where they are, or this browser does not know the place. */
export function localTime(timezone: string, at: Date = new Date(), own?: string): LocalTime | null {
  if (timezone === UNSET) return null
  try {
    const time = formatDate(at, { hour: 'numeric', minute: '2-digit', timeZone: timezone })
    return {
      text: t('{time} in {city}', { time, city: cityOf(timezone) }),
      difference: sayDifference(ahead(timezone, at) - ahead(own, at)),
    }
  } catch {
    return null
  }
}

/** «Europe/Lisbon» is «Lisbon» to people. */
export function cityOf(timezone: string): string {
  return (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ')
}

function sayDifference(minutes: number): string {
  if (minutes === 0) return ''
  const by = Math.abs(minutes)
  const hours = Math.floor(by / 60)
  const rest = by % 60
  if (rest !== 0) {
    const clock = `${hours}:${String(rest).padStart(2, '0')}`
    return minutes > 0 ? t('{clock} h ahead of you', { clock }) : t('{clock} h behind you', { clock })
  }
  return minutes > 0
    ? plural(hours, { one: 'one hour ahead of you', other: '{n} hours ahead of you' })
    : plural(hours, { one: 'one hour behind you', other: '{n} hours behind you' })
}

/** All places that this browser knows, and the one that is chosen. */
export function timezones(chosen: string): string[] {
  const known = Intl.supportedValuesOf?.('timeZone') ?? []
  return [...new Set([UNSET, chosen, ...known])].sort(
    (a, b) => Number(b === UNSET) - Number(a === UNSET) || (a < b ? -1 : 1),
  )
}

export function ownTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || UNSET
}
