import { t } from '../i18n'
import type { Level } from '../preferences/model'

/** The levels in words, for a choice. */
export function levelOptions(): { value: Level; text: string }[] {
  return [
    { value: 'all', text: t('All') },
    { value: 'mentions', text: t('Mentions') },
    { value: 'none', text: t('Nothing') },
  ]
}

/** What a level means. */
export function levelHint(level: Level): string {
  if (level === 'all') return t('Every message of people, and notifications that ask for it.')
  if (level === 'mentions') return t('Your name, @all, @here and your keywords.')
  return t('Nothing at all, not even your name. The room is shown as muted.')
}
