import { t } from '../i18n'

/** Letters of a message. */
export const LONGEST = 10_000

/** Why a text cannot be sent as it is; null when it can. A field takes more, so that nothing pasted is cut in silence. */
export function tooLong(text: string): string | null {
  return text.length > LONGEST
    ? t('A message has at most 10,000 letters. Shorten it, or attach it as a file.')
    : null
}
