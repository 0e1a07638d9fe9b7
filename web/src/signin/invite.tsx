import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { acceptInvitation, getInvitation, type InvitationSeen } from '../admin/calls'
import { getSession } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import { msg, t } from '../i18n'
import { DeviceLanguage } from '../i18n/language-choice'
import { keepSignedIn } from '../session/session'
import { Button, Callout, LinkButton, Loaded, Lone, PasswordField, TextField, useTitle } from '../ui'
import styles from './signin.module.css'

/** `/invite/:token`: somebody who was invited chooses a name and a password. */
export function Invite({ token }: { token: string }) {
  useTitle(t('Join your team'))
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: async ({ signal }) => {
      // Brings the CSRF value that the answer to this link needs.
      await getSession(signal)
      return getInvitation(token, signal)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (invitation.error instanceof ApiError && invitation.error.status === 404) return <Over />
  return (
    <Lone>
      <Loaded query={invitation}>{(seen) => <Join token={token} seen={seen} />}</Loaded>
    </Lone>
  )
}

function Over() {
  return (
    <Lone>
      <h1>{t('This invitation is over')}</h1>
      <p className={styles.lede}>
        {t(
          'It was used, taken back, or is older than 7 days. Sign in if you have joined already, or ask for a new invitation.',
        )}
      </p>
      <LinkButton href="/sign_in" look="go">
        {t('Sign in')}
      </LinkButton>
    </Lone>
  )
}

const MISSING = {
  name: msg('Enter your name as colleagues know it.'),
  mention_name: undefined,
  password: msg('Choose a password.'),
}
type Field = keyof typeof MISSING
const FIELDS = Object.keys(MISSING) as Field[]

function Join({ token, seen }: { token: string; seen: InvitationSeen }) {
  const queries = useQueryClient()
  const [, go] = useLocation()
  const join = useMutation({
    mutationFn: (body: Record<Field, string>) => acceptInvitation(token, body),
    onSuccess: (answer) => {
      keepSignedIn(queries, answer)
      go('/welcome', { replace: true })
    },
  })
  const [values, setValues] = useState<Record<Field, string>>({
    name: seen.name,
    mention_name: '',
    password: '',
  })
  const [sent, setSent] = useState(false)
  const refused = join.error instanceof ApiError ? join.error : null
  const ofField = refused && FIELDS.find((field) => field === refused.field)
  const gap = (field: Field) => (values[field].trim() ? undefined : MISSING[field])

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (!FIELDS.some(gap) && !join.isPending) join.mutate(values)
  }

  const bind = (field: Field) => {
    const missing = sent ? gap(field) : undefined
    return {
      value: values[field],
      error: missing ? t(missing) : ofField === field ? (refused?.message ?? null) : null,
      onChange: (event: { target: { value: string } }) =>
        setValues((before) => ({ ...before, [field]: event.target.value })),
    }
  }

  return (
    <>
      <h1>{t('Join {team}', { team: seen.group_name })}</h1>
      <p className={styles.lede}>
        {seen.invited_by ? t('{name} invites you.', { name: seen.invited_by }) : t('You are invited.')}{' '}
        {t('You sign in as {email}.', { email: seen.email })}
      </p>
      <form className={styles.form} onSubmit={submit} noValidate>
        {join.isError && !ofField && (
          <Callout kind="red" alert>
            {sentence(join.error)}
          </Callout>
        )}
        <input type="hidden" autoComplete="username" value={seen.email} readOnly />
        <TextField label={t('Your name')} autoComplete="name" maxLength={50} {...bind('name')} />
        <TextField
          label={t('Mention name')}
          autoComplete="off"
          maxLength={51}
          hint={t('What others write after an @ to call you. Made from your name if you leave it out.')}
          {...bind('mention_name')}
        />
        <PasswordField
          label={t('Password')}
          autoComplete="new-password"
          autoFocus
          hint={t('A few words are easier to remember than signs.')}
          {...bind('password')}
        />
        <Button type="submit" look="go" wide working={join.isPending && t('Joining…')}>
          {t('Join {team}', { team: seen.group_name })}
        </Button>
      </form>
      <DeviceLanguage className={styles.language} />
    </>
  )
}
