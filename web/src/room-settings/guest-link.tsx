import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { plural, t } from '../i18n'
import { Button, Confirm, CopyButton, Loaded, Refused, TextField, toast } from '../ui'
import { Switch } from '../ui/switch'
import { type GuestAccess, getGuestAccess, type RoomSettings, setGuestAccess } from './calls'
import { settingsKey } from './frame'
import styles from './room-settings.module.css'

/** The switch for guests, and the link that they come by. */
export function GuestLink({ room }: { room: RoomSettings }) {
  const key = ['guest-access', room.id] as const
  const queries = useQueryClient()
  const [asks, setAsks] = useState<'end' | 'renew' | null>(null)
  const access = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => getGuestAccess(room.id, signal),
    staleTime: 0,
  })
  const change = useMutation({
    mutationFn: (wanted: { is_on: boolean; renew?: boolean; done: string }) =>
      setGuestAccess(room.id, { is_on: wanted.is_on, renew: wanted.renew ?? false }),
    onSuccess: (changed, { done }) => {
      queries.setQueryData(key, changed)
      void queries.invalidateQueries({ queryKey: settingsKey(room.id) })
      void queries.invalidateQueries({ queryKey: ['room-parts', room.id] })
      setAsks(null)
      toast(done)
    },
  })
  const canOpen = room.can_open_to_guests && !room.is_archived
  return (
    <Loaded query={access} lines={2}>
      {(now) => (
        <div className={styles.form}>
          <Refused asked={change} />
          <Switch
            checked={now.is_on}
            disabled={!now.is_on && !canOpen}
            hint={
              !now.is_on && !room.can_open_to_guests
                ? t('The admins of your team have kept this to themselves.')
                : t('People without an account can join by link and see no earlier messages.')
            }
            onChange={() =>
              now.is_on
                ? setAsks('end')
                : change.mutate({ is_on: true, done: t('The room is open to guests') })
            }
          >
            {t('Guest link')}
          </Switch>
          {now.is_on && now.url && <Link url={now.url} access={now} onRenew={() => setAsks('renew')} />}
          <Confirm
            open={asks === 'end'}
            title={t('End the guest link')}
            action={t('End the guest link')}
            working={change.isPending && t('Ending…')}
            onClose={() => setAsks(null)}
            onConfirm={() => change.mutate({ is_on: false, done: t('The guest link is dead') })}
          >
            {now.guests > 0
              ? plural(now.guests, {
                  one: 'The {n} guest who is in leaves at once, and the link works no more. What was said stays.',
                  other:
                    'The {n} guests who are in leave at once, and the link works no more. What was said stays.',
                })
              : t('The link works no more, wherever it was sent.')}
          </Confirm>
          <Confirm
            open={asks === 'renew'}
            title={t('Make a new link')}
            action={t('Make a new link')}
            working={change.isPending && t('Making…')}
            onClose={() => setAsks(null)}
            onConfirm={() => change.mutate({ is_on: true, renew: true, done: t('The old link is dead') })}
          >
            {t('The link that you have handed out works no more. Guests who are in stay.')}
          </Confirm>
        </div>
      )}
    </Loaded>
  )
}

function Link({ url, access, onRenew }: { url: string; access: GuestAccess; onRenew: () => void }) {
  return (
    <div className={styles.link}>
      <TextField
        label={t('Link for guests')}
        value={url}
        readOnly
        translate="no"
        hint={t(
          'Whoever has it can come in, say a name and read along from then on. A visit ends after a day.',
        )}
        onFocus={(event) => event.target.select()}
      />
      <div className="row wrap">
        <CopyButton text={url} label={t('Copy link')} look="go" />
        <Button size="sm" icon={RefreshCw} onClick={onRenew}>
          {t('Make a new link')}
        </Button>
        <span className="small quiet">
          {access.guests === 0
            ? t('No guest is in at the moment.')
            : plural(access.guests, { one: '{n} guest is in', other: '{n} guests are in' })}
        </span>
      </div>
    </div>
  )
}
