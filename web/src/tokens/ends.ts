import { daysBetween, sayDate, sayFullDate, sayFuture } from '../ui/times'

export type EndsInDays = 30 | 90 | 365 | null

export interface Ends {
  text: string
  /** `soon` within two weeks. */
  state: 'never' | 'later' | 'soon' | 'over'
}

const SOON_DAYS = 14

/** When a token ends, in words. */
export function endsInWords(expires: string | null, now: Date = new Date(), locale?: string): Ends {
  if (!expires) return { text: 'never', state: 'never' }
  const end = new Date(expires)
  if (end <= now) return { text: `ended ${sayDate(end, now, locale)}`, state: 'over' }
  const soon = daysBetween(now, end) <= SOON_DAYS
  return { text: sayFuture(end, now, locale), state: soon ? 'soon' : 'later' }
}

const CHOICES: readonly [days: EndsInDays, words: string][] = [
  [30, 'In 30 days'],
  [90, 'In 3 months'],
  [365, 'In a year'],
  [null, 'Never'],
]

/** The choices of the form: «In 3 months, on 14 August 2026». */
export function endsChoices(now: Date = new Date(), locale?: string): { value: string; text: string }[] {
  return CHOICES.map(([days, words]) => {
    if (days === null) return { value: 'never', text: words }
    const end = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
    return { value: String(days), text: `${words}, on ${sayFullDate(end, locale)}` }
  })
}

export function endsFromChoice(value: string): EndsInDays {
  return CHOICES.find(([days]) => String(days ?? 'never') === value)?.[0] ?? null
}
