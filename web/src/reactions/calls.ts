import { del, put } from '../api/client'

type Place = { kind: 'room' | 'user'; id: number }

const messagePath = ({ kind, id }: Place, message: string) =>
  `/api/${kind}/${id}/message/${encodeURIComponent(message)}`

/** Puts one's reaction on a message, or takes it back. Twice is as good as once. */
export function setReaction(place: Place, message: string, emoji: string, isOn: boolean): Promise<void> {
  const path = `${messagePath(place, message)}/reaction/${encodeURIComponent(emoji)}`
  return isOn ? put(path) : del(path)
}

/** Pins a message for everybody in the chat, or lets it go. */
export function setPin(place: Place, message: string, isOn: boolean): Promise<void> {
  const path = `${messagePath(place, message)}/pin`
  return isOn ? put(path) : del(path)
}
