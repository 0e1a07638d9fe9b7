import { useChat, usePerson, useRoom } from '../chat/context'
import { t } from '../i18n'
import { type ChatKey, type ChatRef, idOf, isRoom, keyOf } from '../messages/model'

/** Where something was said: the chat's key in this client, and its name in words. */
export function usePlace(chat: ChatRef): { key: ChatKey; words: string } {
  const { me } = useChat()
  const key = keyOf(chat, me.id)
  const room = useRoom(isRoom(key) ? idOf(key) : 0)
  const person = usePerson(isRoom(key) ? 0 : idOf(key))
  if (isRoom(key)) return { key, words: room ? t('in {room}', { room: room.name }) : t('in a room') }
  if (idOf(key) === me.id) return { key, words: t('to yourself') }
  return { key, words: person ? t('with {person}', { person: person.name }) : t('with somebody') }
}
