/** Numbers, dates and lists as the reader's language writes them. Formatters are dear to make and kept. */
import { locale } from './catalogue'

const kept = new Map<string, unknown>()

function keep<T>(kind: string, options: object | undefined, make: (locale: string) => T): T {
  const key = `${locale()} ${kind} ${options ? JSON.stringify(options) : ''}`
  let found = kept.get(key) as T | undefined
  if (!found) {
    found = make(locale())
    kept.set(key, found)
  }
  return found
}

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return keep('number', options, (to) => new Intl.NumberFormat(to, options)).format(value)
}

export function formatDate(value: Date, options: Intl.DateTimeFormatOptions): string {
  return keep('date', options, (to) => new Intl.DateTimeFormat(to, options)).format(value)
}

/** «2 minutes ago», «in 6 days», «yesterday». */
export function formatRelative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  const options = { numeric: 'auto' } as const
  return keep('relative', options, (to) => new Intl.RelativeTimeFormat(to, options)).format(value, unit)
}

/** «a, b and c»; with `or`: «a, b or c». English as our texts have it: no comma before the last. */
export function formatList(parts: readonly string[], type: 'and' | 'or' = 'and'): string {
  const options = { type: type === 'or' ? 'disjunction' : 'conjunction' } as const
  return keep('list', options, (to) => {
    return new Intl.ListFormat(to.startsWith('en') ? 'en-GB' : to, options)
  }).format(parts)
}

export function pluralForm(count: number): Intl.LDMLPluralRule {
  return keep('plural', undefined, (to) => new Intl.PluralRules(to)).select(count)
}

/** For sorting and for comparing names as the reader's language does. */
export function collator(): Intl.Collator {
  const options = { numeric: true, sensitivity: 'base' } as const
  return keep('collator', options, (to) => new Intl.Collator(to, options))
}
