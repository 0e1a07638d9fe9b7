import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { type Message, msg, t } from '../i18n'
import { Loaded, PageHead, Pane, Refused, Select, toast, useTitle } from '../ui'
import styles from './admin.module.css'
import {
  getPermissions,
  type Level,
  type PermissionEntry,
  type Permissions,
  setPermissions,
} from './admin-calls'
import { AdminPage } from './admin-page'
import { SaveBar } from './list-parts'

const PERMISSIONS = ['admin-permissions'] as const

const LEVELS: Record<Level, Message> = {
  everyone: msg('Everybody'),
  room_admins: msg('Administrators of the room'),
  admins: msg('Administrators of the team'),
  nobody: msg('Nobody'),
}

const NAMES: Record<string, { name: Message; hint?: Message }> = {
  create_rooms: { name: msg('Create rooms') },
  invite_people: { name: msg('Invite people to the team') },
  make_personal_tokens: {
    name: msg('Create personal access tokens'),
    hint: msg('Tokens that exist go on working.'),
  },
  make_room_tokens: { name: msg('Create tokens of a room') },
  install_room_addons: { name: msg('Install add-ons in a room') },
  open_rooms_to_guests: {
    name: msg('Open a room to guests'),
    hint: msg('Rooms that are open stay open.'),
  },
  mention_all: { name: msg('Call a whole room with @all or @here') },
  upload_files: { name: msg('Share files') },
  edit_own_messages: { name: msg('Edit their own messages') },
  delete_own_messages: {
    name: msg('Delete their own messages'),
    hint: msg('Administrators of a room can delete every message in it.'),
  },
  chat_privately: { name: msg('Write to one person') },
}

/** For how long, in minutes; empty is for ever. */
const SPANS: readonly { value: string; text: Message }[] = [
  { value: '', text: msg('At any time') },
  { value: '5', text: msg('For 5 minutes') },
  { value: '15', text: msg('For 15 minutes') },
  { value: '60', text: msg('For an hour') },
  { value: '1440', text: msg('For a day') },
  { value: '10080', text: msg('For a week') },
]

/** `/admin/permissions`: who may do what. */
export function PermissionsPage() {
  return (
    <AdminPage>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Permissions'))
  const permissions = useQuery({
    queryKey: PERMISSIONS,
    queryFn: ({ signal }) => getPermissions(signal),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <>
      <PageHead title={t('Permissions')}>
        {t(
          'They hold at once: in the web client, for scripts with tokens of people, for everybody who is signed in.',
        )}
      </PageHead>
      <Loaded query={permissions} lines={10}>
        {(given) => <Form key={JSON.stringify(given)} given={given} />}
      </Loaded>
    </>
  )
}

type Values = Record<string, Level | number | null>

const valuesOf = (given: Permissions): Values => ({
  ...Object.fromEntries(given.items.map((one) => [one.id, one.level])),
  edit_minutes: given.edit_minutes,
  delete_minutes: given.delete_minutes,
})

function Form({ given }: { given: Permissions }) {
  const before = valuesOf(given)
  const [values, setValues] = useState(before)
  const queries = useQueryClient()
  const isChanged = Object.keys(before).some((key) => before[key] !== values[key])
  const save = useMutation({
    mutationFn: () => setPermissions(values),
    onSuccess: (saved) => {
      queries.setQueryData(PERMISSIONS, saved)
      toast(t('The permissions are saved.'))
      return queries.invalidateQueries({ queryKey: ['permissions'] })
    },
  })
  const change = (key: string, value: Level | number | null) => setValues((now) => ({ ...now, [key]: value }))

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isChanged && !save.isPending) save.mutate()
  }

  return (
    <form onSubmit={submit} aria-label={t('Permissions')}>
      <Pane className={styles.rules}>
        {given.items.map((entry) => (
          <div key={entry.id} className={styles.ruleSet}>
            <Rule
              entry={entry}
              level={values[entry.id] as Level}
              onChange={(level) => change(entry.id, level)}
            />
            {entry.id === 'edit_own_messages' && values[entry.id] !== 'nobody' && (
              <Span
                label={t('How long they may edit')}
                minutes={values.edit_minutes as number | null}
                onChange={(minutes) => change('edit_minutes', minutes)}
              />
            )}
            {entry.id === 'delete_own_messages' && values[entry.id] !== 'nobody' && (
              <Span
                label={t('How long they may delete')}
                minutes={values.delete_minutes as number | null}
                onChange={(minutes) => change('delete_minutes', minutes)}
              />
            )}
          </div>
        ))}
      </Pane>
      <Refused asked={save} />
      <SaveBar isChanged={isChanged} isSaving={save.isPending} onUndo={() => setValues(before)}>
        {t('Nothing is changed.')}
      </SaveBar>
    </form>
  )
}

function Rule({
  entry,
  level,
  onChange,
}: {
  entry: PermissionEntry
  level: Level
  onChange: (level: Level) => void
}) {
  const id = useId()
  const words = NAMES[entry.id]
  return (
    <div className={styles.rule}>
      <div>
        <label htmlFor={id}>{words ? t(words.name) : entry.name}</label>
        {words?.hint && <div className={styles.under}>{t(words.hint)}</div>}
      </div>
      <Select
        id={id}
        value={level}
        options={entry.choices.map((choice) => ({ value: choice, text: t(LEVELS[choice]) }))}
        onChange={(event) => onChange(event.target.value as Level)}
      />
    </div>
  )
}

interface SpanProps {
  label: string
  minutes: number | null
  onChange: (minutes: number | null) => void
}

function Span({ label, minutes, onChange }: SpanProps) {
  const id = useId()
  const value = minutes === null ? '' : String(minutes)
  const isKnown = SPANS.some((span) => span.value === value)
  const options = SPANS.map((span) => ({ value: span.value, text: t(span.text) }))
  return (
    <div className={styles.rule}>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={value}
        options={isKnown ? options : [...options, { value, text: t('For {n} minutes', { n: value }) }]}
        onChange={(event) => onChange(event.target.value ? Number(event.target.value) : null)}
      />
    </div>
  )
}
