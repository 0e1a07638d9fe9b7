import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError, sentence } from '../api/errors'
import type { RoomEntry } from '../api/types'
import { type Message, msg, sayEach, t } from '../i18n'
import { ROOM_SCOPES, SCOPES } from '../scopes'
import styles from '../tokens/tokens.module.css'
import {
  Button,
  Callout,
  Check,
  Columns,
  Pane,
  PaneFoot,
  PasswordField,
  ScopeName,
  SelectField,
  TextField,
} from '../ui'
import { type AdminTokenIn, type AdminTokenKind, createGroupToken, type NewAdminToken } from './calls'

const KINDS: { value: AdminTokenKind; text: Message }[] = [
  { value: 'room', text: msg('A room') },
  { value: 'personal', text: msg('A person') },
  { value: 'v1_notification', text: msg('The team, API v1 (notification)') },
  { value: 'v1_admin', text: msg('The team, API v1 (admin)') },
]

interface Values {
  kind: AdminTokenKind
  token: string
  label: string
  person: string
  room: string
  scopes: readonly string[]
}

const EMPTY: Values = {
  kind: 'room',
  token: '',
  label: '',
  person: '',
  room: '',
  scopes: ['send_notification'],
}

/** What is missing, by field; nothing when the form can be sent. */
function missing(values: Values): Record<string, string> {
  const found: Record<string, string> = {}
  if (!values.token.trim()) found.token = t('Paste the token as the script has it.')
  if (!values.label.trim()) found.label = t('Give it a name that you will recognise later.')
  if (values.kind === 'personal' && !values.person.trim())
    found.user = t('Enter an e-mail address or @mention.')
  if (values.kind === 'room' && !values.room) found.room = t('Choose the room.')
  if (!isV1(values.kind) && values.scopes.length === 0) found.scopes = t('Choose at least one permission.')
  return found
}

const isV1 = (kind: AdminTokenKind) => kind === 'v1_admin' || kind === 'v1_notification'

function bodyOf({ kind, token, label, person, room, scopes }: Values): AdminTokenIn {
  const body: AdminTokenIn = { kind, label: label.trim(), token: token.trim() }
  if (kind === 'personal') return { ...body, user: person.trim(), scopes: [...scopes] }
  if (kind === 'room') return { ...body, room: Number(room), scopes: [...scopes] }
  return body
}

/** A token that HipChat gave out, whom it belongs to, and what it may do. */
export function AdoptForm({
  rooms,
  onAdopted,
}: {
  rooms: readonly RoomEntry[]
  onAdopted: (token: NewAdminToken) => void
}) {
  const [values, setValues] = useState<Values>(EMPTY)
  const [sent, setSent] = useState(false)
  const adopt = useMutation({
    mutationFn: () => createGroupToken(bodyOf(values)),
    onSuccess: (token) => {
      setValues({ ...EMPTY, kind: values.kind, room: values.room })
      setSent(false)
      onAdopted(token)
    },
  })
  const gaps = sent ? missing(values) : {}
  const refused = adopt.error instanceof ApiError ? adopt.error : null
  const errorOf = (field: string) => gaps[field] ?? (refused?.field === field ? refused.message : null)
  const isShown = ['token', 'label', 'user', 'room', 'scopes'].some((field) => refused?.field === field)
  const change = (next: Partial<Values>) => setValues((before) => ({ ...before, ...next }))

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (Object.keys(missing(values)).length === 0 && !adopt.isPending) adopt.mutate()
  }

  return (
    <Pane>
      <form onSubmit={submit} noValidate className={styles.form} aria-label={t('Adopt a HipChat token')}>
        {adopt.isError && !isShown && (
          <Callout kind="red" alert>
            {sentence(adopt.error)}
          </Callout>
        )}
        <Columns>
          <SelectField
            label={t('It belongs to')}
            options={sayEach(KINDS)}
            value={values.kind}
            onChange={(event) => change({ kind: event.target.value as AdminTokenKind, scopes: EMPTY.scopes })}
          />
          {values.kind === 'room' && (
            <SelectField
              label={t('Room')}
              options={[
                { value: '', text: t('Choose a room') },
                ...rooms
                  .filter((room) => !room.is_archived)
                  .map((room) => ({ value: String(room.id), text: room.name })),
              ]}
              value={values.room}
              error={errorOf('room')}
              onChange={(event) => change({ room: event.target.value })}
            />
          )}
          {values.kind === 'personal' && (
            <TextField
              label={t('Person')}
              // not translated: an example
              placeholder="ann@example.com"
              autoComplete="off"
              value={values.person}
              error={errorOf('user')}
              onChange={(event) => change({ person: event.target.value })}
            />
          )}
        </Columns>
        <Columns>
          <PasswordField
            label={t('Token')}
            autoComplete="off"
            hint={
              isV1(values.kind)
                ? t('30 hexadecimal digits.')
                : t('40 letters and digits. We keep only a fingerprint.')
            }
            maxLength={200}
            value={values.token}
            error={errorOf('token')}
            onChange={(event) => change({ token: event.target.value })}
          />
          <TextField
            label={t('Name')}
            // not translated: a name
            placeholder="Jenkins"
            maxLength={100}
            value={values.label}
            error={errorOf('label')}
            onChange={(event) => change({ label: event.target.value })}
          />
        </Columns>
        {!isV1(values.kind) && (
          <Scopes
            kind={values.kind}
            chosen={values.scopes}
            error={errorOf('scopes')}
            onChange={(scopes) => change({ scopes })}
          />
        )}
        <PaneFoot>
          <span className="grow small quiet">{t('It never ends, until somebody revokes it.')}</span>
          <Button type="submit" look="go" working={adopt.isPending && t('Adopting…')}>
            {t('Adopt token')}
          </Button>
        </PaneFoot>
      </form>
    </Pane>
  )
}

interface ScopesProps {
  kind: AdminTokenKind
  chosen: readonly string[]
  error: string | null
  onChange: (scopes: string[]) => void
}

function Scopes({ kind, chosen, error, onChange }: ScopesProps) {
  return (
    <fieldset aria-describedby={error ? 'no-adopted-scope' : undefined}>
      <legend className={styles.legend}>{t('It may')}</legend>
      <div className={styles.choices}>
        {(kind === 'room' ? ROOM_SCOPES : SCOPES).map((scope) => (
          <Check
            key={scope.id}
            hint={t(scope.hint)}
            checked={chosen.includes(scope.id)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, scope.id] : chosen.filter((one) => one !== scope.id),
              )
            }
          >
            {t(scope.can)} <ScopeName>{scope.id}</ScopeName>
          </Check>
        ))}
      </div>
      {error && (
        <p id="no-adopted-scope" className={styles.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
