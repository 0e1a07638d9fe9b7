import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { useSearch } from 'wouter/use-browser-location'
import { signIn } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import { plural, t } from '../i18n'
import { DeviceLanguage } from '../i18n/language-choice'
import { hasEnded, returnPath } from '../session/return-path'
import { keepSignedIn, useSession } from '../session/session'
import { Button, Callout, Lone, PasswordField, TextField, useTitle } from '../ui'
import styles from './signin.module.css'

/** `/sign_in?d=/where/to/go/next` */
export function SignIn() {
  useTitle(t('Sign in'))
  const next = returnPath(useSearch())
  const [, go] = useLocation()
  const queries = useQueryClient()
  const session = useSession()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [sent, setSent] = useState(false)
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: (answer) => {
      keepSignedIn(queries, answer)
      go(next, { replace: true })
    },
    onError: () => setPassword(''),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (email.trim() && password && !enter.isPending) enter.mutate()
    else enter.reset()
  }

  if (session.data?.signed_in && !enter.isPending && !enter.isSuccess) return <Redirect to={next} replace />
  const group = session.data?.group?.name
  return (
    <Lone>
      <h1>{group ? t('Sign in to {group}', { group }) : t('Sign in')}</h1>
      <p className={styles.lede}>{window.location.host}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        {!enter.isError && hasEnded() && (
          <Callout kind="yellow" alert>
            {t('You were signed out. Sign in again to go on; what you wrote is kept.')}
          </Callout>
        )}
        {enter.isError && (
          <Callout kind="red" alert>
            {refusal(enter.error)}
          </Callout>
        )}
        <TextField
          label={t('E-mail')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          value={email}
          error={sent && !email.trim() ? t('Enter your e-mail address.') : null}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField
          label={t('Password')}
          name="password"
          autoComplete="current-password"
          value={password}
          error={sent && !password && !enter.isError ? t('Enter your password.') : null}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="go" wide working={enter.isPending && t('Signing in…')}>
          {t('Sign in')}
        </Button>
      </form>
      <p className={styles.after}>
        {session.data?.demo
          ? t('This is a demo. The link printed in the terminal signs you in without a password.')
          : t('No account, or no password? Ask the people who run this server for an invitation.')}
      </p>
      <DeviceLanguage className={styles.language} />
    </Lone>
  )
}

/** The server's sentence, and how long to wait when it says so only in a header. */
function refusal(error: unknown): string {
  const said = sentence(error)
  if (!(error instanceof ApiError) || error.retryAfter === null || /\d/.test(said)) return said
  return t('{reason} Try again in {time}.', { reason: said, time: waitInWords(error.retryAfter) })
}

export function waitInWords(seconds: number): string {
  return seconds < 90
    ? plural(seconds, { one: '{n} second', other: '{n} seconds' })
    : plural(Math.ceil(seconds / 60), { one: '{n} minute', other: '{n} minutes' })
}
