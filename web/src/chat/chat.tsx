import { useEffect, useState } from 'react'
import { useSession } from '../session/session'
import { ChatScreen } from './chat-screen'
import type { ChatState } from './chat-state'
import { connectChat } from './connect'
import { ChatContext } from './context'
import { Starting } from './starting'

/** The chat itself: rooms, timeline, composer. */
export function Chat() {
  const { data: session, refetch } = useSession()
  const person = session?.me?.id
  const [chat, setChat] = useState<ChatState | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (person === undefined) return
    const connection = connectChat({
      me: person,
      onReady: setChat,
      onProblem: setProblem,
      onEnded: () => void refetch(),
    })
    return () => {
      connection.stop()
      setChat(null)
    }
  }, [person, refetch])
  if (!chat) return <Starting problem={problem} />
  return (
    <ChatContext value={chat}>
      <ChatScreen />
    </ChatContext>
  )
}
