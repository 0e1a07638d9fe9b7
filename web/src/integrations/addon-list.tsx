import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Power, PowerOff, RefreshCw, Settings, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { RoomEntry } from '../api/types'
import { t } from '../i18n'
import { useSession } from '../session/session'
import {
  Button,
  IconButton,
  LinkButton,
  Lozenge,
  Menu,
  MenuItem,
  MenuLine,
  Refused,
  Tile,
  toast,
} from '../ui'
import { ADDONS, type Addon, integrationsKey, switchAddon } from './calls'
import styles from './integrations.module.css'
import { RemoveAddon } from './remove-addon'
import { UpdateAddon } from './update-addon'
import { mayInWords } from './words'

interface Props {
  addons: readonly Addon[]
  /** The room whose page this is; null on the team's. */
  room: RoomEntry | null
}

/** Installed add-ons, each with what it may do and what can be done with it. */
export function AddonList({ addons, room }: Props) {
  const [updated, setUpdated] = useState<Addon | null>(null)
  const [removed, setRemoved] = useState<Addon | null>(null)
  const me = useSession().data?.me
  const queries = useQueryClient()
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ADDONS }),
      queries.invalidateQueries({ queryKey: room ? integrationsKey(room.id) : ['integrations'] }),
    ])
  const change = useMutation({
    mutationFn: ({ addon, on }: { addon: Addon; on: boolean }) => switchAddon(addon.oauth_id, on),
    onSuccess: (_, { addon, on }) => {
      toast(
        on
          ? t('{name} is switched on.', { name: addon.name })
          : t('{name} is switched off. Its tokens are refused.', { name: addon.name }),
      )
      return renew()
    },
  })
  if (addons.length === 0) return null
  return (
    <>
      <Refused asked={change} />
      <ul className={styles.list} aria-label={t('Add-ons')}>
        {addons.map((addon) => (
          <AddonRow
            key={addon.oauth_id}
            addon={addon}
            room={room}
            mayManage={addon.room !== null || me?.is_group_admin === true}
            onSwitch={(on) => change.mutate({ addon, on })}
            onUpdate={() => setUpdated(addon)}
            onRemove={() => setRemoved(addon)}
          />
        ))}
      </ul>
      {updated && (
        <UpdateAddon
          addon={updated}
          onClose={() => setUpdated(null)}
          onDone={() => {
            setUpdated(null)
            void renew()
          }}
        />
      )}
      <RemoveAddon
        addon={removed}
        onClose={() => setRemoved(null)}
        onDone={() => {
          setRemoved(null)
          void renew()
        }}
      />
    </>
  )
}

interface RowProps {
  addon: Addon
  room: RoomEntry | null
  mayManage: boolean
  onSwitch: (on: boolean) => void
  onUpdate: () => void
  onRemove: () => void
}

function AddonRow({ addon, room, mayManage, onSwitch, onUpdate, onRemove }: RowProps) {
  const reason = mayManage ? undefined : t('administrators only')
  const home = room?.id ?? addon.room?.id ?? null
  const asksMore = addon.waits_for.length > 0
  return (
    <li className={styles.addon}>
      <Tile size={40} />
      <div className={styles.about}>
        <div className={styles.name}>
          {addon.name}
          {addon.is_disabled && <Lozenge kind="error">{t('Switched off')}</Lozenge>}
          {asksMore && <Lozenge kind="moved">{t('Update asks for more')}</Lozenge>}
          {room && !addon.room && <Lozenge>{t('Whole team')}</Lozenge>}
          {!room && addon.room && <Lozenge>{addon.room.name}</Lozenge>}
        </div>
        {addon.description && <div className="soft small">{addon.description}</div>}
        <div className="quiet small">{mayInWords(addon.scopes)}</div>
      </div>
      <div className={styles.does}>
        {asksMore && mayManage && (
          <Button size="sm" onClick={onUpdate}>
            {t('Review update')}
          </Button>
        )}
        {!room && !addon.room && addon.has_admin_page && !addon.is_disabled && (
          <LinkButton size="sm" href={`/addons/${addon.oauth_id}/admin`} icon={ShieldCheck}>
            {t('Its page')}
          </LinkButton>
        )}
        {addon.configure_url && !addon.is_disabled && (home !== null || mayManage) && (
          <LinkButton
            size="sm"
            href={
              home === null
                ? `/addons/${addon.oauth_id}/configure`
                : `/rooms/addons/${home}/configure/${addon.oauth_id}`
            }
            icon={Settings}
          >
            {t('Configure')}
          </LinkButton>
        )}
        <Menu button={<IconButton icon={Ellipsis} label={t('More about {name}', { name: addon.name })} />}>
          <MenuItem icon={RefreshCw} disabled={!mayManage} end={reason} onSelect={onUpdate}>
            {t('Update')}
          </MenuItem>
          {addon.is_disabled ? (
            <MenuItem icon={Power} disabled={!mayManage} end={reason} onSelect={() => onSwitch(true)}>
              {t('Switch on')}
            </MenuItem>
          ) : (
            <MenuItem icon={PowerOff} disabled={!mayManage} end={reason} onSelect={() => onSwitch(false)}>
              {t('Switch off')}
            </MenuItem>
          )}
          <MenuLine />
          <MenuItem icon={Trash2} danger disabled={!mayManage} end={reason} onSelect={onRemove}>
            {t('Remove')}
          </MenuItem>
        </Menu>
      </div>
    </li>
  )
}
