/** Which language is shown: the one that was chosen, or the first of the browser's that there is. */
import { useSyncExternalStore } from 'react'
import { type Catalogue, locale, showCatalogue } from './catalogue'

interface Language {
  /** As people of that language call it. */
  name: string
  dir: 'ltr' | 'rtl'
  load: () => Promise<Catalogue | null>
  /** What Intl is told when the browser names no region. */
  locale: string
}

export const LANGUAGES: Readonly<Record<string, Language>> = {
  en: { name: 'English', dir: 'ltr', load: async () => null, locale: 'en-GB' },
  de: { name: 'Deutsch', dir: 'ltr', load: async () => (await import('./de')).german, locale: 'de' },
}

/** For tests and for those who build: never offered, but shown when asked for by their code. */
const PSEUDO: Readonly<Record<string, Language>> = {
  'en-XA': {
    name: 'Accents',
    dir: 'ltr',
    load: async () => (await import('./pseudo')).accents,
    locale: 'en',
  },
  'ar-XB': {
    name: 'Mirrored',
    dir: 'rtl',
    load: async () => (await import('./pseudo')).mirrored,
    locale: 'ar',
  },
}

const KEY = 'chinwag.language'
const listeners = new Set<() => void>()
let shown = 'en'
let asked = 0

/** «de» for «de-AT»: the language of ours that a code means, if any. */
function ours(code: string): string | null {
  if (Object.hasOwn(LANGUAGES, code) || Object.hasOwn(PSEUDO, code)) return code
  const base = code.toLowerCase().split('-')[0] ?? ''
  return Object.hasOwn(LANGUAGES, base) ? base : null
}

/** Some systems say «en-US@posix», at which everything of Intl throws. */
function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0
  } catch {
    return false
  }
}

/** The language for a choice (empty: the system's) and the locale for its dates. */
export function chooseLanguage(chosen: string, browser: readonly string[]): { code: string; locale: string } {
  const code = ours(chosen) ?? browser.map(ours).find((one) => one && Object.hasOwn(LANGUAGES, one)) ?? 'en'
  const regional = browser.find((one) => one.toLowerCase().split('-')[0] === code && isTag(one))
  return { code, locale: regional?.includes('-') ? regional : language(code).locale }
}

function language(code: string): Language {
  return LANGUAGES[code] ?? PSEUDO[code] ?? (LANGUAGES.en as Language)
}

/** What was chosen on this device; empty: the system's language. */
export function chosenLanguage(): string {
  const wanted = import.meta.env.DEV ? new URLSearchParams(window.location.search).get('lang') : null
  try {
    return wanted ?? localStorage.getItem(KEY) ?? ''
  } catch {
    return wanted ?? ''
  }
}

/** Loads the language that was chosen and shows it. English is there at once. */
export async function startLanguage(): Promise<void> {
  const mine = ++asked
  const { code, locale } = chooseLanguage(chosenLanguage(), navigator.languages)
  const catalogue = await language(code)
    .load()
    .catch(() => undefined)
  if (mine !== asked) return
  // A catalogue that does not come leaves English: a text to read is better than none.
  shown = catalogue === undefined ? 'en' : code
  showCatalogue(catalogue ?? null, catalogue === undefined ? language('en').locale : locale)
  document.documentElement.lang = shown
  document.documentElement.dir = language(shown).dir
  for (const listener of listeners) listener()
}

/** Keeps the choice on this device and shows it. */
export async function chooseOnDevice(code: string): Promise<void> {
  try {
    if (code) localStorage.setItem(KEY, code)
    else localStorage.removeItem(KEY)
  } catch {
    // Storage is blocked: the system's language it is.
  }
  await startLanguage()
}

const TOLD = `${KEY}.account`

/** What the account says holds on this device too, once: whoever chooses something else here keeps that. */
export function followAccount(code: string): void {
  try {
    if ((localStorage.getItem(TOLD) ?? '') === code) return
    localStorage.setItem(TOLD, code)
  } catch {
    return
  }
  if (chosenLanguage() !== code) void chooseOnDevice(code)
}

export function direction(): 'ltr' | 'rtl' {
  return language(shown).dir
}

/** An arrow key as one means it from left to right: «ArrowRight» goes on, in every language. */
export function onwards(key: string): string {
  if (direction() === 'ltr') return key
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key
}

/** Renders anew when another language is shown. */
export function useLanguage(): { code: string; dir: 'ltr' | 'rtl'; locale: string } {
  const code = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  return { code, dir: language(code).dir, locale: locale() }
}
