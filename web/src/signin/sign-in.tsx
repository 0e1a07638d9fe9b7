import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { useSearch } from 'wouter/use-browser-location'
import { signIn } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import { returnPath } from '../session/return-path'
import { keepSignedIn, useSession } from '../session/session'
import { Button, Callout, Lone, PasswordField, TextField, useTitle } from '../ui'
import styles from './signin.module.css'

/** `/sign_in?d=/where/to/go/next` */
export function SignIn() {
  useTitle('Sign in')
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
      <h1>{group ? `Sign in to ${group}` : 'Sign in'}</h1>
      <p className={styles.lede}>{window.location.host}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        {enter.isError && (
          <Callout kind="red" alert>
            {refusal(enter.error)}
          </Callout>
        )}
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          value={email}
          error={sent && !email.trim() ? 'Enter your e-mail address.' : null}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          value={password}
          error={sent && !password && !enter.isError ? 'Enter your password.' : null}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="go" wide working={enter.isPending && 'Signing in…'}>
          Sign in
        </Button>
      </form>
      <p className={styles.after}>
        {session.data?.demo
          ? 'This is a demo. The link printed in the terminal signs you in without a password.'
          : 'No account, or no password? Ask the people who run this server for an invitation.'}
      </p>
    </Lone>
  )
}

/** The server's sentence, and how long to wait when it says so only in a header. */
function refusal(error: unknown): string {
  const said = sentence(error)
  if (!(error instanceof ApiError) || error.retryAfter === null || /\d/.test(said)) return said
  return `${said} Try again in ${waitInWords(error.retryAfter)}.`
}

export function waitInWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
