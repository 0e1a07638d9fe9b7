import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import { ActionCell, Button, Callout, Cell, Loaded, Lozenge, MainCell, Pane, Table, toast } from '../ui'
import { Switch } from '../ui/switch'
import { sayPast } from '../ui/times'
import { listDevices, type PushDevice, removeDevice, tryDevice } from './calls'
import styles from './notifications.module.css'
import { canPush, isWanted, switchOff, switchOn } from './push'

const KEY = ['push-devices'] as const

/** The devices that Web Push wakes; this browser can be made one of them. */
export function Devices({ me }: { me: number }) {
  const queries = useQueryClient()
  const devices = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listDevices(signal) })
  const renew = () => queries.invalidateQueries({ queryKey: KEY })
  return (
    <>
      <Pane>
        <ThisBrowser me={me} devices={devices.data?.items ?? []} onChanged={renew} />
      </Pane>
      <Loaded query={devices} lines={2}>
        {({ items }) => (items.length > 0 ? <List items={items} me={me} onChanged={renew} /> : null)}
      </Loaded>
    </>
  )
}

interface Props {
  me: number
  onChanged: () => void
}

function ThisBrowser({ me, devices, onChanged }: Props & { devices: PushDevice[] }) {
  const [isOn, setOn] = useState(() => isWanted(me))
  const [isDenied, setDenied] = useState(false)
  const own = devices.find((device) => device.is_current)
  const toggle = useMutation({
    mutationFn: async (on: boolean) => {
      setOn(on)
      setDenied(false)
      if (!on) {
        if (own) await removeDevice(own.id)
        await switchOff(me)
        return
      }
      const answer = await switchOn(me)
      if (typeof answer === 'string') {
        setOn(false)
        setDenied(answer === 'denied')
      }
    },
    onError: () => setOn(isWanted(me)),
    onSettled: onChanged,
  })
  const isPossible = canPush()
  return (
    <>
      <Switch
        hint={t('For when no window of Chinwag is open or in use.')}
        checked={isOn && isPossible}
        disabled={!isPossible || toggle.isPending}
        onChange={(event) => toggle.mutate(event.target.checked)}
      >
        {t('Wake this browser')}
      </Switch>
      {!isPossible && (
        <Callout kind="yellow" className={styles.state}>
          {t(
            'This browser cannot be woken: that takes a page with https and a browser with Web Push. On an iPhone, add Chinwag to the home screen first.',
          )}
        </Callout>
      )}
      {isDenied && (
        <Callout kind="yellow" className={styles.state} alert>
          {t(
            'This browser blocks notifications of Chinwag. Allow them in its settings for this page, then try again.',
          )}
        </Callout>
      )}
      {toggle.isError && (
        <Callout kind="red" className={styles.state} alert>
          {t('This browser could not subscribe at its push service. {reason}', {
            reason: sentence(toggle.error),
          })}
        </Callout>
      )}
    </>
  )
}

function List({ items, me, onChanged }: Props & { items: PushDevice[] }) {
  const tryOut = useMutation({
    mutationFn: (device: PushDevice) => tryDevice(device.id),
    onSuccess: () => toast(t('A notification is on its way')),
    onError: (refusal) => toast(sentence(refusal)),
  })
  const remove = useMutation({
    mutationFn: async (device: PushDevice) => {
      await removeDevice(device.id)
      if (device.is_current) await switchOff(me)
    },
    onSuccess: () => toast(t('The device is removed')),
    onError: (refusal) => toast(sentence(refusal)),
    onSettled: onChanged,
  })
  return (
    <div className={styles.devices}>
      <Table label={t('Devices')} columns={[t('Device'), t('Added')]}>
        {items.map((device) => (
          <tr key={device.id}>
            <MainCell second={t('by way of {host}', { host: device.host })}>
              {device.label || t('A device')}{' '}
              {device.is_current && <Lozenge kind="current">{t('this one')}</Lozenge>}
            </MainCell>
            <Cell column={t('Added')} className="soft">
              {sayPast(new Date(device.created))}
            </Cell>
            <ActionCell>
              <Button size="sm" look="plain" onClick={() => tryOut.mutate(device)}>
                {t('Try it')}
              </Button>{' '}
              <Button
                size="sm"
                look="plainStop"
                aria-label={t('Remove {word}', { word: device.label || t('A device') })}
                working={remove.isPending && remove.variables.id === device.id && t('Removing…')}
                onClick={() => remove.mutate(device)}
              >
                {t('Remove')}
              </Button>
            </ActionCell>
          </tr>
        ))}
      </Table>
    </div>
  )
}
