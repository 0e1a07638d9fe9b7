/**
 * The catalogue of the language that is shown. English needs none: the texts in the source are its catalogue. How the
 * texts of a language look in a file: `{ "Create room": "Raum anlegen", "{n} files": { "one": "…", "other": "…" } }`.
 */

type Forms = { other: string } & { [form in Intl.LDMLPluralRule]?: string }
export type Entry = string | Forms
export type Catalogue = (key: string) => Entry | undefined

const ENGLISH: Catalogue = () => undefined

let shown: Catalogue = ENGLISH
let shownLocale = 'en-GB'

export function showCatalogue(catalogue: Catalogue | null, locale: string): void {
  shown = catalogue ?? ENGLISH
  shownLocale = locale
}

/** For Intl: the language that is shown, in the reader's region where the browser names one. */
export function locale(): string {
  return shownLocale
}

/** The text for a key, or undefined where the language has none: then English stays. */
export function lookUp(key: string, form: Intl.LDMLPluralRule = 'other'): string | undefined {
  const entry = shown(key)
  const text = typeof entry === 'object' ? (entry[form] ?? entry.other) : entry
  // An empty text waits to be translated.
  return text || undefined
}
