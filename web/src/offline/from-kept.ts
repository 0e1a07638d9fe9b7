import { getSession } from '../api/calls'
import { ChatState, type Server } from '../chat/chat-state'
import type { Shelf } from '../chat/shelf'
import type { Files } from '../uploads/files'
import { forgetKept, readKept } from './kept'

/**
 * The chat as it was kept on this machine, for when the server cannot be reached; null when nothing of this person was.
 * It connects by itself when it can, and then goes on from where it was, as after any other break.
 */
export async function chatFromKept(
  me: number,
  server: Server,
  shelf: Shelf,
  onEnded: () => void,
  files: Files,
): Promise<ChatState | null> {
  const kept = await readKept()
  if (kept?.start.me.id !== me) return null
  const chat = new ChatState(kept.start, server, shelf, onEnded, files)
  chat.keptAt = kept.at
  for (const [key, items] of kept.chats) {
    const page = {
      items,
      first_position: items[0]?.position ?? 0,
      last_position: items.at(-1)?.position ?? 0,
    }
    chat.chat(key).timeline.addPage(page, { limit: 0 })
  }
  chat.socket.prepare = async () => {
    // Who is signed in may be another by now; and without this no message could be sent.
    const session = await getSession()
    if (session.me?.id === me) return
    await forgetKept()
    onEnded()
    throw new Error('signed out')
  }
  return chat
}
