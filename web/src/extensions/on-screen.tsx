import { type ReactNode, useEffect } from 'react'
import { useStore } from 'zustand'
import { useChat } from '../chat/context'
import { t } from '../i18n'
import { type ChatKey, idOf, isRoom } from '../messages/model'
import type { RoomEntry } from '../rooms/model'
import { laterPart } from '../ui/later'
import type { AddonModule } from './model'

/**
 * Where add-ons appear in the chat. Only this much is fetched with it: a room without add-ons needs no more.
 */
const List = laterPart(async () => ({ default: (await import('./glances')).GlanceList }))
const Strip = laterPart(async () => ({ default: (await import('./glances')).GlanceStrip }))
const Panel = laterPart(() => import('./addon-panel'))
const Layer = laterPart(() => import('./addon-layer'))

function useHasAddons(roomId: number): boolean {
  return useStore(useChat().addons.store, ({ rooms }) => Boolean(rooms.get(roomId)?.length))
}

/** At the top of the side panel: the lines of the room's add-ons. */
export function AddonLines({ room }: { room: RoomEntry }) {
  return useHasAddons(room.id) && <List roomId={room.id} />
}

/** Below the room's name while the side panel is closed. */
export function AddonStrip({ room }: { room: RoomEntry }) {
  return useHasAddons(room.id) && <Strip roomId={room.id} />
}

/** The side panel: a page of an add-on when one is open, else what belongs there. */
export function SidePlace({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { addons } = useChat()
  const panel = useStore(addons.store, (state) => state.panel)
  return panel ? <Panel shown={panel} onClose={onClose} /> : children
}

/** Whether some add-on has an entry for the composer's menu; which of them are shown is decided there. */
export function useHasInputActions(key: ChatKey): boolean {
  return useStore(useChat().addons.store, ({ rooms }) => {
    const addons = isRoom(key) ? rooms.get(idOf(key)) : undefined
    return Boolean(addons?.some(({ modules }) => modules.some(isInputAction)))
  })
}

function isInputAction({ kind, location }: AddonModule): boolean {
  return kind === 'action' && location === 'hipchat.input.action'
}

export function useIsAddonPanelOpen(): boolean {
  return useStore(useChat().addons.store, ({ panel }) => panel !== null)
}

/** Over the chat: dialogs of add-ons. */
export function AddonDialogs({ room }: { room: RoomEntry }) {
  const { addons } = useChat()
  const isWanted = useStore(addons.store, ({ dialog, asked }) => dialog !== null || asked !== null)
  return isWanted && <Layer room={room} />
}

/** Links in messages that open a chat or a page of an add-on rather than another site. */
export function useMessageLinks(): void {
  const chat = useChat()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.('a[data-target], a[href^="hipchat:" i]')
      if (!(link instanceof HTMLAnchorElement) || !link.closest('[role="log"]')) return
      event.preventDefault()
      import('./message-links')
        .then(({ followLink }) => followLink(chat, link))
        .catch(() => chat.onRefused(t('This could not be loaded. Try again when the connection is back.')))
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [chat])
}
