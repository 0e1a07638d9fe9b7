import { useCallback, useMemo } from 'react'
import type { RoomEntry } from '../api/types'
import { t } from '../i18n'
import { useSession } from '../session/session'
import { Bridge, frameId, handOver, judge } from './bridge'
import type { Addon, Place } from './model'
import { SANDBOX } from './module-frame'
import { currentUser, needViewRoom, pageToken, roomDetails } from './page-calls'

interface Props {
  /** As it came, signed. */
  address: string
  room: RoomEntry
  addon: Pick<Addon, 'oauth_id' | 'key' | 'name' | 'scopes'>
  className?: string | undefined
}

/** The configuration page of an add-on. There is no chat around it, so it may ask who, where, and for a token only. */
export function ConfigurationFrame({ address, room, addon, className }: Props) {
  const me = useSession().data?.me
  const { key, oauth_id, name, scopes } = addon
  const found = useMemo(() => {
    const judged = judge(address)
    return judged && { ...judged, id: frameId(key, 'configurable') }
  }, [address, key])
  const scopeList = scopes.join(' ')
  const connect = useCallback(
    (frame: HTMLIFrameElement | null) => {
      if (!frame || !found || found.isOurs || !me) return
      const owner = { key, oauth_id, name, scopes: scopeList.split(' '), modules: [] }
      const full_key = `${key}:configurable`
      const module = { kind: 'configurable' as const, key: 'configurable', full_key, name }
      const place: Place = { roomId: room.id, addon: owner, module }
      const bridge = new Bridge({
        id: found.id,
        origin: found.origin,
        frame,
        onBroadcast: () => {},
        call: async (mod, fn) => {
          const asked = `${mod}.${fn}`
          if (asked === 'auth.withToken') return pageToken(place)
          if (asked === 'user.getCurrentUser' || asked === 'room.getRoomDetails') {
            needViewRoom(owner)
            return asked === 'user.getCurrentUser' ? currentUser(me, 'chat') : roomDetails(room)
          }
          throw new Error('This works in the chat alone, not on the page of integrations.')
        },
      })
      return () => bridge.close()
    },
    [found, me, room, key, oauth_id, name, scopeList],
  )
  if (!found || !me) return null
  return (
    <iframe
      key={found.id}
      ref={connect}
      className={className}
      title={t('Configuration of {name}', { name })}
      name={handOver(found.id, {})}
      sandbox={found.isOurs ? SANDBOX : `${SANDBOX} allow-same-origin`}
      referrerPolicy="no-referrer"
      src={address}
    />
  )
}
