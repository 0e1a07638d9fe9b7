import { sentence } from '../api/errors'
import type { ChatState } from '../chat/chat-state'
import { pathOf } from '../chat/paths'
import { t } from '../i18n'
import { type ChatKey, idOf, isRoom, roomKey } from '../messages/model'
import { setTopic } from '../rooms/calls'
import type { Show } from '../users/model'
import type { Command } from './commands'

const SHOWS: Record<string, Show> = { available: 'chat', away: 'away', dnd: 'dnd' }

interface Place {
  chat: ChatState
  key: ChatKey
  navigate: (path: string) => void
}

/** Does what was asked for with a slash. A sentence says why it cannot be done. */
export async function runCommand(
  { name, rest }: Command,
  { chat, key, navigate }: Place,
): Promise<string | null> {
  const show = SHOWS[name]
  if (show) {
    chat.presence.choose({ show, status: rest })
    return null
  }
  if (name === 'part') {
    navigate('/')
    return null
  }
  if (name === 'join') {
    const wanted = rest.replace(/^#/, '').toLowerCase()
    const room = [...chat.rooms.store.getState().rooms.values()].find(
      (one) => one.name.toLowerCase() === wanted,
    )
    if (!room) return t('There is no room called “{name}”.', { name: rest })
    navigate(pathOf(roomKey(room.id)))
    return null
  }
  if (!isRoom(key)) return t('Only rooms have a topic.')
  try {
    await setTopic(idOf(key), rest)
    return null
  } catch (refusal) {
    return sentence(refusal)
  }
}
