import type { MessageContext } from './message-context'
import { isFields } from './model'

/** What conditions of glances, panels and actions are held against. */
export interface Facts {
  room: { privacy: 'public' | 'private'; owner_id: number }
  me: { id: number; name: string; is_group_admin: boolean; is_guest: boolean }
  message?: MessageContext
  /** Of the glance itself. */
  metadata?: Record<string, unknown> | null
  /** Whether a regular expression is found in a text; what takes too long is not. */
  isFound?: (pattern: string, flags: string, text: string) => boolean
}

/** Groups within groups, deeper than any add-on needs: an end to what a page of JSON can ask of us. */
const DEEPEST = 10

/** All must hold. No list holds always; a condition that is not known never does. */
export function holds(conditions: unknown, facts: Facts): boolean {
  return every(conditions, facts, 0)
}

function every(conditions: unknown, facts: Facts, depth: number): boolean {
  return !Array.isArray(conditions) || conditions.every((one) => isTrue(one, facts, depth))
}

function isTrue(one: unknown, facts: Facts, depth: number): boolean {
  if (!isFields(one) || depth > DEEPEST) return false
  if (Array.isArray(one.conditions)) {
    const isAny = String(one.type).toLowerCase() === 'or'
    return isAny
      ? one.conditions.some((inner) => isTrue(inner, facts, depth + 1))
      : every(one.conditions, facts, depth + 1)
  }
  const test =
    typeof one.condition === 'string' && Object.hasOwn(TESTS, one.condition) && TESTS[one.condition]
  if (!test) return false
  return test(facts, isFields(one.params) ? one.params : {}) !== (one.invert === true)
}

type Params = Record<string, unknown>

const TESTS: Record<string, (facts: Facts, params: Params) => boolean> = {
  room_is_public: ({ room }) => room.privacy === 'public',
  user_is_admin: ({ me }) => me.is_group_admin,
  user_is_guest: ({ me }) => me.is_guest,
  user_is_room_owner: ({ room, me }) => room.owner_id === me.id,
  message_matches: ({ message, isFound }, params) =>
    Boolean(message && matchesMessage(message, params, isFound)),
  message_contains_link: ({ message }) => /\bhttps?:\/\/\S/i.test(message?.body ?? ''),
  message_sent_by_current_user: ({ message, me }) => message?.sender?.id === me.id,
  card_matches: ({ message }, { style, metadata }) => {
    if (!message?.hasCard) return false
    return (style === undefined || style === message.cardStyle) && matches(metadata, message.metadata)
  },
  glance_matches: ({ metadata: given }, { metadata }) => matches(metadata, given),
}

function matchesMessage(message: MessageContext, params: Params, isFound: Facts['isFound']): boolean {
  const { type, file_type, regex, sender } = params
  if (type !== undefined && type !== message.type && !(type === 'file' && message.media)) return false
  if (file_type !== undefined && message.media?.type !== file_type) return false
  if (sender !== undefined && sender !== message.sender?.name) return false
  if (regex === undefined) return true
  if (!isFields(regex) || typeof regex.pattern !== 'string') return false
  return Boolean(isFound?.(regex.pattern, flagsOf(regex), message.body))
}

function flagsOf(regex: Params): string {
  return typeof regex.flags === 'string' ? regex.flags : ''
}

/** Each element names a value by its path and compares it; without metadata nothing matches. */
function matches(list: unknown, metadata: Record<string, unknown> | null | undefined): boolean {
  if (!Array.isArray(list)) return true
  if (!metadata) return false
  return list.every((one) => {
    if (!isFields(one) || typeof one.attr !== 'string') return false
    const value = valueAt(metadata, one.attr)
    if ('eq' in one) return value === one.eq
    if ('lt' in one) return isLess(value, one.lt)
    return 'gt' in one && isLess(one.gt, value)
  })
}

function isLess(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b
  return typeof a === 'string' && typeof b === 'string' && a < b
}

function valueAt(from: unknown, path: string): unknown {
  let value = from
  for (const name of path.split('.')) {
    if (!isFields(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

/** All regular expressions in a list of conditions, at any depth. */
export function patternsIn(conditions: unknown, depth = 0): { pattern: string; flags: string }[] {
  if (!Array.isArray(conditions) || depth > DEEPEST) return []
  return conditions.flatMap((one) => {
    if (!isFields(one)) return []
    if (Array.isArray(one.conditions)) return patternsIn(one.conditions, depth + 1)
    const regex = isFields(one.params) ? one.params.regex : null
    if (!isFields(regex) || typeof regex.pattern !== 'string') return []
    return [{ pattern: regex.pattern, flags: flagsOf(regex) }]
  })
}
