import { type Message, msg, t } from '../i18n'
import { daysBetween, sayDate, sayFullDate, sayFuture } from '../ui/times'

export type EndsInDays = 30 | 90 | 365 | null

export interface Ends {
  text: string
  /** `soon` within two weeks. */
  state: 'never' | 'later' | 'soon' | 'over'
}

const SOON_DAYS = 14

/** When a token ends, in words. */
export function endsInWords(expires: string | null, now: Date = new Date()): Ends {
  if (!expires) return { text: t('never'), state: 'never' }
  const end = new Date(expires)
  if (end <= now) return { text: t('ended {when}', { when: sayDate(end, now) }), state: 'over' }
  const soon = daysBetween(now, end) <= SOON_DAYS
  return { text: sayFuture(end, now), state: soon ? 'soon' : 'later' }
}

const CHOICES: readonly [days: EndsInDays, words: Message][] = [
  [30, msg('In 30 days')],
  [90, msg('In 3 months')],
  [365, msg('In a year')],
  [null, msg('Never')],
]

/** The choices of the form: «In 3 months, on 14 August 2026». */
export function endsChoices(now: Date = new Date()): { value: string; text: string }[] {
  return CHOICES.map(([days, words]) => {
    if (days === null) return { value: 'never', text: t(words) }
    const end = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
    return { value: String(days), text: t('{ends}, on {date}', { ends: t(words), date: sayFullDate(end) }) }
  })
}

export function endsFromChoice(value: string): EndsInDays {
  return CHOICES.find(([days]) => String(days ?? 'never') === value)?.[0] ?? null
}
