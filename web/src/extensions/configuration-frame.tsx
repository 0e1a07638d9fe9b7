import { useCallback, useMemo } from 'react'
import type { RoomEntry } from '../api/types'
import { t } from '../i18n'
import { useSession } from '../session/session'
import { Bridge, frameId, handOver, judge } from './bridge'
import type { Addon } from './model'
import { SANDBOX } from './module-frame'
import { currentUser, needViewRoom, roomDetails } from './page-calls'

interface Props {
  /** As it came, signed. */
  address: string
  /** null: the page is about the whole team. */
  room: RoomEntry | null
  addon: Pick<Addon, 'oauth_id' | 'key' | 'name' | 'scopes'>
  page: 'configurable' | 'adminPage'
  /** A JWT that the page may send to its own backend. */
  askToken: () => Promise<string>
  className?: string | undefined
}

/** A page of an add-on for those who look after it. There is no chat around it, so it may ask who, where, and for a token only. */
export function ConfigurationFrame({ address, room, addon, page, askToken, className }: Props) {
  const me = useSession().data?.me
  const { key, name, scopes } = addon
  const found = useMemo(() => {
    const judged = judge(address)
    return judged && { ...judged, id: frameId(key, page) }
  }, [address, key, page])
  const mayAsk = scopes.includes('view_room')
  const connect = useCallback(
    (frame: HTMLIFrameElement | null) => {
      if (!frame || !found || found.isOurs || !me) return
      const bridge = new Bridge({
        id: found.id,
        origin: found.origin,
        frame,
        onBroadcast: () => {},
        call: async (mod, fn) => {
          const asked = `${mod}.${fn}`
          if (asked === 'auth.withToken') return askToken()
          if (asked === 'user.getCurrentUser' || (room && asked === 'room.getRoomDetails')) {
            needViewRoom(mayAsk)
            return asked === 'user.getCurrentUser' ? currentUser(me, 'chat') : room && roomDetails(room)
          }
          // not translated: its authors read it
          throw new Error('This works in the chat alone, not on the pages about integrations.')
        },
      })
      return () => bridge.close()
    },
    [found, me, room, mayAsk, askToken],
  )
  if (!found || !me) return null
  return (
    <iframe
      key={found.id}
      ref={connect}
      className={className}
      title={
        page === 'adminPage'
          ? t('Page of {name} for administrators', { name })
          : t('Configuration of {name}', { name })
      }
      name={handOver(found.id, {})}
      sandbox={found.isOurs ? SANDBOX : `${SANDBOX} allow-same-origin`}
      referrerPolicy="no-referrer"
      src={address}
    />
  )
}
