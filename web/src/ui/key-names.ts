import { type Message, msg, t } from '../i18n'

const NAMES: Readonly<Record<string, Message>> = {
  Ctrl: msg('Ctrl'),
  Shift: msg('Shift'),
  Enter: msg('Enter'),
  Esc: msg('Esc'),
  Del: msg('Del'),
  End: msg('End'),
}

const STANDARD: Readonly<Record<string, string>> = { Ctrl: 'Control', Del: 'Delete', Esc: 'Escape' } // not translated: names in code

/** For `aria-keyshortcuts`, where keys are called as in the standard. */
export function keyShortcut(keys: string): string {
  if (keys === '+') return 'Plus'
  return keys
    .split(' ')
    .map((key) => STANDARD[key] ?? key)
    .join('+')
}

/** «Strg K» for «Ctrl K»: keys as they are called on the keyboards of a language. */
export function keyNames(keys: string): string {
  return keys
    .split(' ')
    .map((key) => (NAMES[key] ? t(NAMES[key]) : key))
    .join(' ')
}
