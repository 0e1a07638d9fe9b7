import type { ChatMessage } from '../messages/model'
import type { Level, QuietHours, Weekday } from '../preferences/model'

/**
 * One rule: does this message want this person's attention? The server has the same in
 * `chinwag/notifications/attention_model.py`; both are held to `tests/notifications/attention_cases.json`.
 */

/** Why it does, the weightiest first. */
export type Reason = 'private' | 'mention' | 'keyword' | 'message'

/** A message, as far as the rule asks. */
export interface Said {
  /** Plain, whatever the message is written in. */
  text: string
  type: ChatMessage['type']
  isPrivate: boolean
  isOwn: boolean
  /** What an integration asks for; people's messages need not ask. */
  notify: boolean
  namesMe: boolean
  everyone: 'all' | 'here' | null
}

/** How somebody wants to be called, and what they are doing. */
export interface Person {
  level: Level
  /** Their choice for this very chat. */
  chatLevel: Level | null
  keywords: readonly string[]
  quietHours: QuietHours | null
  snoozedUntil: string | null
  timezone: string
  isDnd: boolean
  /** They have the room open and are not away. */
  isHere: boolean
  /** The chat is on a screen that they look at. */
  isWatching: boolean
}

export function reasonFor(said: Said, person: Person, now: Date): Reason | null {
  if (said.isOwn || person.isWatching) return null
  if (said.type !== 'message' && said.type !== 'notification') return null
  const found = wanted(said, person)
  return found && !isLeftAlone(person, now) ? found : null
}

function wanted(said: Said, person: Person): Reason | null {
  const level = person.chatLevel ?? (said.isPrivate ? 'all' : person.level)
  if (level === 'none') return null
  if (said.isPrivate && level === 'all') return 'private'
  if (said.namesMe || said.everyone === 'all' || (said.everyone === 'here' && person.isHere)) return 'mention'
  if (hasKeyword(said.text, person.keywords)) return 'keyword'
  return level === 'all' && (said.type === 'message' || said.notify) ? 'message' : null
}

/** Whether nothing may ring: do not disturb, snoozed, quiet hours. */
function isLeftAlone(
  person: Pick<Person, 'isDnd' | 'snoozedUntil' | 'quietHours' | 'timezone'>,
  now: Date,
): boolean {
  if (person.isDnd || isSnoozed(person.snoozedUntil, now)) return true
  return person.quietHours !== null && isQuiet(person.quietHours, person.timezone, now)
}

export function isSnoozed(until: string | null, now: Date): boolean {
  return until !== null && now.getTime() < Date.parse(until)
}

const DAYS: Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Whether it is quiet at a moment, by the clock on the person's wall. */
export function isQuiet({ start, end, days }: QuietHours, timezone: string, now: Date): boolean {
  const { day, time } = onTheWall(now, timezone)
  const [today, yesterday] = [DAYS[day], DAYS[(day + 6) % 7]] as [Weekday, Weekday]
  if (start < end) return days.includes(today) && start <= time && time < end
  const sinceYesterday = days.includes(yesterday) && time < end && start !== end
  return (days.includes(today) && time >= start) || sinceYesterday
}

function onTheWall(now: Date, timezone: string): { day: number; time: string } {
  let parts: Intl.DateTimeFormatPart[]
  const wanted = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  try {
    parts = new Intl.DateTimeFormat('en', { ...wanted, timeZone: timezone }).formatToParts(now)
  } catch {
    parts = new Intl.DateTimeFormat('en', { ...wanted, timeZone: 'UTC' }).formatToParts(now)
  }
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return {
    day: DAYS.indexOf(part('weekday').toLowerCase() as Weekday),
    time: `${part('hour')}:${part('minute')}`,
  }
}

/** Whether one of the words stands in the text as a whole word, in any case of letters. */
function hasKeyword(text: string, keywords: readonly string[]): boolean {
  const searched = plain(text)
  return keywords.some((word) => standsIn(searched, plain(word)))
}

/** Places of a text where a keyword is looked at; a text that holds it inside so many words is no speech. */
const MOST_PLACES = 100

function plain(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}

function standsIn(text: string, word: string): boolean {
  return placeOf(text, word, 0) >= 0
}

/** Where a word stands as a whole word, at a place or behind it; -1 when it does not. Both in lower case. */
export function placeOf(text: string, word: string, from: number): number {
  const [first, last] = [[...word][0] ?? '', [...word].at(-1) ?? '']
  let at = word ? text.indexOf(word, from) : -1
  for (let tries = 0; tries < MOST_PLACES && at >= 0; tries++) {
    const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
    const after = [...text.slice(at + word.length, at + word.length + 2)][0] ?? ''
    if (!joins(first, before) && !joins(last, after)) return at
    at = text.indexOf(word, at + 1)
  }
  return -1
}

const OF_WORD = /^[\p{L}\p{N}\p{M}_]$/u
/** Scripts that put no blank between words: Thai, Lao, Burmese, Khmer, Kana, Han; Hangul, whose particles follow the word. */
const WITHOUT_BLANKS =
  /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]$/u

/** Whether the character beside a word's edge belongs to the same word. */
function joins(edge: string, neighbour: string): boolean {
  return OF_WORD.test(edge) && OF_WORD.test(neighbour) && !WITHOUT_BLANKS.test(edge)
}
