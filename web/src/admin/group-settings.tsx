import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { getStart } from '../api/calls'
import { ApiError } from '../api/errors'
import { collator, t } from '../i18n'
import { removeGroupPicture, setGroupPicture } from '../pictures/calls'
import { MOST_IN_JSON, PictureChoice } from '../pictures/picture-choice'
import { SESSION_KEY } from '../session/session'
import {
  Block,
  Button,
  Glyph,
  IconButton,
  Loaded,
  PageHead,
  Pane,
  PaneFoot,
  Refused,
  SelectField,
  TextField,
  toast,
  useTitle,
} from '../ui'
import { sayFullDate } from '../ui/times'
import styles from './admin.module.css'
import { changeGroup, GROUP, type GroupSettings, getGroup, type Named } from './admin-calls'
import { AdminPage } from './admin-page'

/** `/admin/settings`: the team itself. */
export function GroupSettingsPage() {
  return (
    <AdminPage>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Settings of your team'))
  const group = useQuery({
    queryKey: GROUP,
    queryFn: ({ signal }) => getGroup(signal),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <>
      <PageHead title={t('Settings of your team')}>
        {group.data?.owner &&
          t('It belongs to {owner}, since {day}.', {
            owner: group.data.owner.name,
            day: sayFullDate(new Date(group.data.created)),
          })}
      </PageHead>
      <Loaded query={group} lines={6}>
        {(settings) => (
          <>
            <Block title={t('Picture')}>
              <Pane>
                <Picture group={settings} />
              </Pane>
            </Block>
            <Block title={t('Name')}>
              <Pane>
                <Name key={settings.name} group={settings} />
              </Pane>
            </Block>
            <Block
              title={t('Rooms for newcomers')}
              lede={t(
                'Whoever is new finds these public rooms opened. It changes nothing for those who are here.',
              )}
            >
              <Pane>
                <NewcomerRooms chosen={settings.newcomer_rooms} />
              </Pane>
            </Block>
          </>
        )}
      </Loaded>
    </>
  )
}

function useKept() {
  const queries = useQueryClient()
  return async (saved: GroupSettings) => {
    queries.setQueryData(GROUP, saved)
    await queries.invalidateQueries({ queryKey: SESSION_KEY })
  }
}

function Picture({ group }: { group: GroupSettings }) {
  const queries = useQueryClient()
  const renew = () => queries.invalidateQueries({ queryKey: GROUP })
  return (
    <PictureChoice
      what="picture"
      has={group.avatar_url !== null}
      most={MOST_IN_JSON}
      hint={t('Add-ons and scripts show it as the picture of your team.')}
      draw={(chosen) => {
        const shown = chosen ?? group.avatar_url
        return shown ? (
          <img className={styles.groupPicture} src={shown} alt={t('Picture of your team')} />
        ) : (
          <span className={styles.groupPicture}>
            <Glyph />
          </span>
        )
      }}
      save={async (picture) => {
        await setGroupPicture(group.id, picture)
        await renew()
      }}
      remove={async () => {
        await removeGroupPicture(group.id)
        await renew()
      }}
    />
  )
}

function Name({ group }: { group: GroupSettings }) {
  const [name, setName] = useState(group.name)
  const kept = useKept()
  const save = useMutation({
    mutationFn: () => changeGroup({ name: name.trim() }),
    onSuccess: (saved) => {
      toast(t('Your team is called “{name}” now.', { name: saved.name }))
      return kept(saved)
    },
  })
  const isChanged = name.trim() !== group.name && name.trim() !== ''

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isChanged && !save.isPending) save.mutate()
  }

  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <TextField
        label={t('Name of your team')}
        maxLength={100}
        value={name}
        error={
          save.error instanceof ApiError
            ? save.error.message
            : name.trim() === ''
              ? t('A team needs a name.')
              : null
        }
        onChange={(event) => setName(event.target.value)}
      />
      <PaneFoot>
        <span className="grow small quiet">{t('Everybody sees it, guests and add-ons too.')}</span>
        <Button type="submit" disabled={!isChanged} working={save.isPending && t('Saving…')}>
          {t('Save')}
        </Button>
      </PaneFoot>
    </form>
  )
}

function NewcomerRooms({ chosen }: { chosen: readonly Named[] }) {
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const kept = useKept()
  const save = useMutation({
    mutationFn: (ids: number[]) => changeGroup({ newcomer_rooms: ids }),
    onSuccess: kept,
  })
  const ids = chosen.map((room) => room.id)
  const compare = collator().compare
  const others = (start.data?.rooms ?? [])
    .filter((room) => room.privacy === 'public' && !room.is_archived && !ids.includes(room.id))
    .sort((one, other) => compare(one.name, other.name))
  return (
    <div className={styles.form}>
      {chosen.length > 0 ? (
        <ul className={styles.chosen} aria-label={t('Chosen rooms')}>
          {chosen.map((room) => (
            <li key={room.id} className={styles.chosenRoom}>
              <span translate="no">{room.name}</span>
              <IconButton
                icon={X}
                size="sm"
                label={t('Leave out {name}', { name: room.name })}
                // Each says all of them: one after the other.
                onClick={() => save.isPending || save.mutate(ids.filter((id) => id !== room.id))}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className="quiet">{t('None is chosen.')}</p>
      )}
      <SelectField
        label={t('Add a room')}
        value=""
        disabled={others.length === 0 || save.isPending}
        options={[
          { value: '', text: others.length > 0 ? t('Choose a room') : t('There is no other public room') },
          ...others.map((room) => ({ value: String(room.id), text: room.name })),
        ]}
        onChange={(event) => event.target.value && save.mutate([...ids, Number(event.target.value)])}
      />
      <Refused asked={save} />
    </div>
  )
}
