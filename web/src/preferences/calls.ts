import { get, put } from '../api/client'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import type { ChatChoice, Preferences, PreferencesOut } from './model'

export const getPreferences = (signal?: AbortSignal): Promise<PreferencesOut> =>
  get('/api/account/preferences', signal)

export const setPreferences = (all: Preferences): Promise<void> => put('/api/account/preferences', all)

export const setChatPreference = (key: ChatKey, choice: ChatChoice): Promise<void> =>
  put(`/api/${isRoom(key) ? 'room' : 'user'}/${idOf(key)}/preference`, choice)
