/** What stands in the search field, in parts: words and operators. The server reads it the same way. */

export const OPERATORS = ['from', 'in', 'has', 'before', 'after', 'on'] as const
export type Operator = (typeof OPERATORS)[number]

export const HAVING = ['file', 'image', 'link', 'card', 'code', 'reaction', 'pin'] as const
export type Having = (typeof HAVING)[number]

export interface Term {
  operator: Operator | null
  value: string
  from: number
  to: number
}

const TOKEN = /(?:(from|in|before|after|on|has):)?(?:"([^"]*)"?|(\S+))/gi
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The parts of a query, in order. An operator without a value is a part with the value ''. */
export function termsOf(query: string): Term[] {
  const terms: Term[] = []
  for (const found of query.matchAll(TOKEN)) {
    const [whole, operator, quoted, plain] = found
    const lonely = operator ? null : /^(from|in|before|after|on|has):$/i.exec(plain ?? '')
    const name = (operator ?? lonely?.[1])?.toLowerCase() as Operator | undefined
    const value = lonely ? '' : (quoted ?? plain ?? '')
    if (!name && !value) continue
    terms.push({ operator: name ?? null, value, from: found.index, to: found.index + whole.length })
  }
  return terms
}

/** The query as it is sent: parts that are still being typed are left out. */
export function sendable(query: string): string {
  const kept = termsOf(query).filter(({ operator, value }) => isWhole(operator, value))
  return kept.map(print).join(' ')
}

function isWhole(operator: Operator | null, value: string): boolean {
  if (value === '') return false
  if (operator === 'before' || operator === 'after' || operator === 'on') {
    return DAY.test(value) || /^(today|yesterday)$/i.test(value)
  }
  return true
}

/** For rooms and people only the words count. */
export function wordsOf(query: string): string {
  return termsOf(query)
    .filter(({ operator }) => operator === null)
    .map(({ value }) => value)
    .join(' ')
}

export function print({ operator, value }: Pick<Term, 'operator' | 'value'>): string {
  const shown = value === '' || /[\s"]/.test(value) || (!operator && /:/.test(value)) ? quote(value) : value
  return operator ? `${operator}:${value === '' ? '' : shown}` : shown
}

function quote(value: string): string {
  return `"${value.replaceAll('"', '')}"`
}

/** The values of an operator. */
export function valuesOf(query: string, operator: Operator): string[] {
  return termsOf(query)
    .filter((term) => term.operator === operator && term.value !== '')
    .map(({ value }) => value)
}

/** The query with one more value of an operator; again, it changes nothing. */
export function withValue(query: string, operator: Operator, value: string): string {
  if (valuesOf(query, operator).includes(value)) return query
  return [query.trim(), print({ operator, value })].filter(Boolean).join(' ')
}

/** The query without an operator, or without one value of it. */
export function without(query: string, operator: Operator, value?: string): string {
  let left = query
  for (const term of termsOf(query).reverse()) {
    if (term.operator !== operator || (value !== undefined && term.value !== value)) continue
    left = `${left.slice(0, term.from).trimEnd()} ${left.slice(term.to).trimStart()}`
  }
  return left.trim()
}

/** The query with this value alone of an operator. */
export function withOnly(query: string, operator: Operator, value: string): string {
  return withValue(without(query, operator), operator, value)
}
