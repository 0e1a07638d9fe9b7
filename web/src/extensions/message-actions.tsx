import { Puzzle } from 'lucide-react'
import type { ChatMessage } from '../api/types'
import { useChat } from '../chat/context'
import { MenuItem, MenuLine } from '../ui'
import { hostOf, shownRoom } from './host'
import { useInputActions, useMessageActions } from './use-addons'

interface Props {
  message: ChatMessage
  /** What is chosen takes the focus, so the menu lets go of it first. */
  after: (doing: () => void) => () => void
}

/** What add-ons do with a message, under their own heading in its menu. */
export function MessageActions({ message, after }: Props) {
  const chat = useChat()
  const roomId = shownRoom(chat)
  const offers = useMessageActions(roomId ?? 0, message)
  if (roomId === null || message.deleted || offers.length === 0) return null
  return (
    <>
      <MenuLine />
      {offers.map(({ addon, module }) => (
        <MenuItem
          key={module.full_key}
          icon={Puzzle}
          end={addon.name}
          onSelect={after(() => void hostOf(chat).choose(roomId, addon, module, message))}
        >
          {module.name}
        </MenuItem>
      ))}
    </>
  )
}

/** What add-ons offer in the composer's menu. */
export function InputActions({ roomId }: { roomId: number }) {
  const chat = useChat()
  return useInputActions(roomId).map(({ addon, module }) => (
    <MenuItem
      key={module.full_key}
      icon={Puzzle}
      end={addon.name}
      onSelect={() => void hostOf(chat).choose(roomId, addon, module)}
    >
      {module.name}
    </MenuItem>
  ))
}
