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
  /** Counts the times that a session ended, and the same person had another one already. */
  const [again, setAgain] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new session needs a new connection
  useEffect(() => {
    if (person === undefined) return
    const connection = connectChat({
      me: person,
      onReady: setChat,
      onProblem: setProblem,
      onEnded: () => void refetch().then(({ data }) => data?.me?.id === person && setAgain((n) => n + 1)),
    })
    return () => {
      connection.stop()
      setChat(null)
    }
  }, [person, refetch, again])
  if (!chat) return <Starting problem={problem} />
  return (
    <ChatContext value={chat}>
      <ChatScreen />
    </ChatContext>
  )
}
