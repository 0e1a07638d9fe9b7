import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { finishSetup, getSession, getSetup } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import type { SetupIn, Setup as SetupLink } from '../api/types'
import { type Message, msg, t } from '../i18n'
import { keepSignedIn } from '../session/session'
import { Button, Callout, LinkButton, Loaded, Lone, PasswordField, TextField, useTitle } from '../ui'
import styles from './signin.module.css'

/** `/setup/:token`: the one-time link that the server prints. */
export function Setup({ token }: { token: string }) {
  useTitle(t('Set up'))
  const found = useQuery({
    queryKey: ['setup', token],
    queryFn: async ({ signal }) => {
      // Brings the CSRF value that the answer to this link needs.
      await getSession(signal)
      return getSetup(token, signal)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (found.error instanceof ApiError && found.error.status === 404) return <UsedUp />
  return (
    <Lone>
      <Loaded query={found}>
        {(setup) =>
          setup.kind === 'first_admin' ? (
            <FirstAdmin token={token} />
          ) : (
            <ContinueAs token={token} setup={setup} />
          )
        }
      </Loaded>
    </Lone>
  )
}

function UsedUp() {
  return (
    <Lone>
      <h1>{t('This link no longer works')}</h1>
      <p className={styles.lede}>
        {t(
          'It signs in once and then ends. Sign in with your password, or ask the person who runs this server for a new link.',
        )}
      </p>
      <LinkButton href="/sign_in" look="go">
        {t('Sign in')}
      </LinkButton>
    </Lone>
  )
}

function useFinish(token: string) {
  const queries = useQueryClient()
  const [, go] = useLocation()
  return useMutation({
    mutationFn: (body: SetupIn) => finishSetup(token, body),
    onSuccess: (answer) => {
      keepSignedIn(queries, answer)
      go('/', { replace: true })
    },
  })
}

/** Somebody who has an account: they come in, and may choose a new password, or must, if they have none. */
function ContinueAs({ token, setup: { name, needs_password } }: { token: string; setup: SetupLink }) {
  const [password, setPassword] = useState('')
  const [sent, setSent] = useState(false)
  const finish = useFinish(token)
  const refused = finish.error instanceof ApiError && finish.error.field === 'password' ? finish.error : null
  const gap = sent && needs_password && !password ? t('Choose a password.') : null

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (needs_password && !password) return
    if (!finish.isPending) finish.mutate(password ? { password } : {})
  }

  return (
    <>
      <h1>{t('Welcome to Chinwag')}</h1>
      <p className={styles.lede}>
        {name
          ? t('This link signs you in as {name}. It works once.', { name })
          : t('This link signs you in. It works once.')}
      </p>
      <form onSubmit={submit} noValidate className={styles.form}>
        {finish.isError && !refused && (
          <Callout kind="red" alert>
            {sentence(finish.error)}
          </Callout>
        )}
        <PasswordField
          label={needs_password ? t('Choose a password') : t('New password (optional)')}
          hint={
            needs_password
              ? t('At least 8 characters. You sign in with it from now on.')
              : t('Leave it empty to keep the one that you have.')
          }
          autoComplete="new-password"
          value={password}
          error={gap ?? refused?.message ?? null}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button look="go" type="submit" wide working={finish.isPending && t('Signing in…')}>
          {name ? t('Continue as {name}', { name }) : t('Continue')}
        </Button>
      </form>
    </>
  )
}

const FIELDS = ['group_name', 'name', 'email', 'password'] as const
type Field = (typeof FIELDS)[number]

const MISSING: Record<Field, Message> = {
  group_name: msg('Give your team a name. You can change it later.'),
  name: msg('Enter your name as colleagues know it.'),
  email: msg('Enter your e-mail address. You sign in with it.'),
  password: msg('Choose a password.'),
}

/** A fresh server: the first person, who looks after it. */
function FirstAdmin({ token }: { token: string }) {
  const finish = useFinish(token)
  const [values, setValues] = useState<Record<Field, string>>({
    group_name: '',
    name: '',
    email: '',
    password: '',
  })
  const [sent, setSent] = useState(false)
  const refused = finish.error instanceof ApiError ? finish.error : null
  const ofField = refused && FIELDS.find((field) => field === refused.field)

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (FIELDS.every((field) => values[field].trim()) && !finish.isPending) finish.mutate(values)
  }

  const bind = (field: Field) => ({
    value: values[field],
    error:
      sent && !values[field].trim()
        ? t(MISSING[field])
        : ofField === field
          ? (refused?.message ?? null)
          : null,
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [field]: event.target.value })),
  })

  return (
    <>
      <h1>{t('Set up your team')}</h1>
      <p className={styles.lede}>{t('You are the first one here, so you look after this server.')}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        {finish.isError && !ofField && (
          <Callout kind="red" alert>
            {sentence(finish.error)}
          </Callout>
        )}
        <TextField
          label={t('Name of your team')}
          autoComplete="organization"
          autoFocus
          {...bind('group_name')}
        />
        <TextField label={t('Your name')} autoComplete="name" {...bind('name')} />
        <TextField label={t('E-mail')} type="email" autoComplete="username" {...bind('email')} />
        <PasswordField
          label={t('Password')}
          autoComplete="new-password"
          hint={t('A few words are easier to remember than signs.')}
          {...bind('password')}
        />
        <Button type="submit" look="go" wide working={finish.isPending && t('Creating…')}>
          {t('Create your team')}
        </Button>
      </form>
    </>
  )
}
