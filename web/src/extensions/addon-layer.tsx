import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { CreateRoomDialog, InviteDialog } from '../chat/dialogs'
import type { RoomEntry } from '../rooms/model'
import AddonDialog from './addon-dialog'

/** What pages of add-ons lay over the chat: their own dialog, or one of ours that they ask for. */
export default function AddonLayer({ room }: { room: RoomEntry }) {
  const { addons } = useChat()
  const { dialog, asked } = useStore(addons.store)
  const close = () => addons.ask(null)
  return (
    <>
      {dialog && <AddonDialog shown={dialog} />}
      {asked?.dialog === 'create' && (
        <CreateRoomDialog name={asked.name} topic={asked.topic} privacy={asked.privacy} onClose={close} />
      )}
      {asked?.dialog === 'invite' && <InviteDialog room={room} first={asked.people} onClose={close} />}
    </>
  )
}
