/**
 * Texts of the interface. The English text in the source is the key, so English costs no catalogue:
 *
 *   t('Create room')                                             t('{name} has left', { name })
 *   plural(n, { one: '{n} file', other: '{n} files' })           tAs('verb', 'Open')
 *   rich('Read <a>the guide</a>.', { a: (text) => <a href="…">{text}</a> })
 *
 * Never called while a module is loaded (the language is not there yet): tables keep `msg('…')`, and `t()` says it.
 */
import { createElement, Fragment, type ReactNode } from 'react'
import { lookUp } from './catalogue'
import { formatNumber, pluralForm } from './format'

declare const marked: unique symbol
/** A text that the catalogue knows, to be said later by `t()`. No string for the compiler: it is never shown unsaid. */
export interface Message {
  readonly [marked]: true
}
type Value = string | number
type Values = Readonly<Record<string, Value>>

/** The names in braces. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never
type Given<Text extends string> = [Names<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Names<Text>, Value>>]
/** Only what is written in the source: a computed string is in no catalogue. */
type Literal<Text extends string> = string extends Text ? never : Text

/** Marks a text for the catalogue where it cannot be said yet: in tables, at the top of a module. */
export function msg<const Text extends string>(text: Literal<Text>): Message {
  return text as unknown as Message
}

/** The text in the language that is shown, its {names} filled in; numbers as the language writes them. */
export function t(text: Message, values?: Values): string
export function t<const Text extends string>(text: Literal<Text>, ...values: Given<Text>): string
export function t(text: Message | string, values?: Values): string {
  const english = text as string
  return fill(lookUp(english) ?? english, values)
}

/** A table of choices with its texts said. */
export function sayEach<Row extends { text: Message }>(
  rows: readonly Row[],
): (Omit<Row, 'text'> & { text: string })[] {
  return rows.map((row) => ({ ...row, text: t(row.text) }))
}

/** As `t`, for a word that means two things: `tAs('verb', 'Open')`, `tAs('state', 'Open')`. */
export function tAs<const Text extends string>(
  meaning: string,
  text: Literal<Text>,
  ...values: Given<Text>
): string {
  return fill(lookUp(`${meaning}|${text}`) ?? text, values[0])
}

/** The form that a number asks for; `{n}` in it is the number. Its key is the form `other`. */
export function plural<const One extends string, const Other extends string>(
  n: number,
  forms: { one: One; other: Literal<Other> },
  ...values: [Exclude<Names<One> | Names<Other>, 'n'>] extends [never]
    ? []
    : [values: Readonly<Record<Exclude<Names<One> | Names<Other>, 'n'>, Value>>]
): string {
  const english = n === 1 ? forms.one : forms.other
  return fill(lookUp(forms.other, pluralForm(n)) ?? english, { n, ...(values[0] as Values | undefined) })
}

type Part = ReactNode | ((text: ReactNode) => ReactNode)

/** A text with marked-up parts, which a language may put in another order: `<name>words</name>` and `{name}`. */
export function rich<const Text extends string>(
  text: Literal<Text> | Message,
  parts: Readonly<Record<string, Part>>,
): ReactNode {
  const english = text as string
  return dress(lookUp(english) ?? english, parts)
}

function fill(text: string, values: Values | undefined): string {
  if (!values) return text
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : typeof value === 'number' ? formatNumber(value) : value
  })
}

function dress(text: string, parts: Readonly<Record<string, Part>>): ReactNode {
  const nodes: ReactNode[] = []
  let from = 0
  for (const found of text.matchAll(/<(\w+)>(.*?)<\/\1>|\{(\w+)\}/gs)) {
    const part = parts[found[1] ?? found[3] ?? '']
    nodes.push(text.slice(from, found.index))
    if (found[1]) {
      const inner = dress(found[2] ?? '', parts)
      nodes.push(typeof part === 'function' ? part(inner) : inner)
    } else nodes.push(typeof part === 'number' ? formatNumber(part) : (part as ReactNode))
    from = found.index + found[0].length
  }
  nodes.push(text.slice(from))
  return createElement(Fragment, null, ...nodes)
}
