/** What of a chat calls for attention. */
export type Level = 'all' | 'mentions' | 'none'

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

export interface QuietHours {
  /** HH:MM. Over midnight when `end` is before `start`, a whole day when they are the same. */
  start: string
  end: string
  /** Days on which the hours begin. */
  days: Weekday[]
}

export type Sound = 'drop' | 'bell' | 'knock'

/** What a person chose for all chats; kept by the server, the same in every browser. */
export interface Preferences {
  level: Level
  keywords: string[]
  quiet_hours: QuietHours | null
  snoozed_until: string | null
  sounds: boolean
  sound: Sound
  desktop: boolean
  show_text: boolean
  theme: 'system' | 'light' | 'dark'
  density: 'cosy' | 'compact'
  room_order: 'unread' | 'name' | 'recent'
  language: string
}

/** How a person has one chat. `level` null: as they have chats of this kind. */
export interface ChatChoice {
  is_favourite: boolean
  level: Level | null
}

export interface PreferencesOut {
  preferences: Preferences
  /** Chats without a choice are not listed. */
  chats: (ChatChoice & { chat_id: number })[]
}

export const NO_CHOICE: ChatChoice = { is_favourite: false, level: null }

export const BY_DEFAULT: Preferences = {
  level: 'mentions',
  keywords: [],
  quiet_hours: null,
  snoozed_until: null,
  sounds: true,
  sound: 'drop',
  desktop: true,
  show_text: true,
  theme: 'system',
  density: 'cosy',
  room_order: 'name',
  language: '',
}
