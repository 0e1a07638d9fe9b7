import type { PresenceOut } from '../api/types'
import { msg, t } from '../i18n'

export type { Me, Person, PresenceOut as Presence } from '../api/types'
export type Show = NonNullable<PresenceOut['show']>

/** What to draw beside a face: null is offline. */
export function shown(presence: PresenceOut | null | undefined): Show | null {
  if (!presence?.is_online) return null
  return presence.show ?? 'chat'
}

/** The reason in a row when somebody is not simply available. */
export function presenceNote(presence: PresenceOut | null | undefined): string {
  const show = shown(presence)
  if (!show) return ''
  const status = presence?.status?.trim()
  if (status) return status
  if (show === 'dnd') return t('do not disturb')
  return show === 'chat' ? '' : t('away')
}

/** The states that one can choose, in words. */
export const SHOW_WORDS = {
  chat: msg('Available'),
  away: msg('Away'),
  xa: msg('Away for long'),
  dnd: msg('Do not disturb'),
} as const
