import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { getSession } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import type { Session } from '../api/types'
import { rich, t } from '../i18n'
import { keepSignedIn, SESSION_KEY } from '../session/session'
import styles from '../signin/signin.module.css'
import { Button, Callout, LinkButton, Loaded, Lone, TextField, useTitle } from '../ui'
import { comeIn, type GuestLinkSeen, getGuestLink } from './calls'
import { forgetDoor, keepDoor } from './door'

const LONGEST = 50

/** `/g/:token`: somebody without an account comes into one room. */
export function GuestPage({ token }: { token: string }) {
  useTitle(t('Come in as a guest'))
  const queries = useQueryClient()
  const link = useQuery({
    queryKey: ['guest-link', token],
    queryFn: async ({ signal }) => {
      // Brings the CSRF value that coming in needs, and says who is here already.
      const session = await getSession(signal)
      queries.setQueryData(SESSION_KEY, session)
      return { session, seen: await getGuestLink(token, signal) }
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (link.error instanceof ApiError && link.error.status === 404) return <Over />
  return (
    <Lone>
      <Loaded query={link}>
        {({ session, seen }) => <Door token={token} session={session} seen={seen} />}
      </Loaded>
    </Lone>
  )
}

function Over() {
  forgetDoor()
  return (
    <Lone>
      <h1>{t('This guest link works no more')}</h1>
      <p className={styles.lede}>
        {t(
          'It was ended, or renewed. Ask whoever gave it to you for a new one, or sign in if you have an account.',
        )}
      </p>
      <LinkButton href="/sign_in">{t('Sign in')}</LinkButton>
    </Lone>
  )
}

interface DoorProps {
  token: string
  session: Session
  seen: GuestLinkSeen
}

function Door({ token, session, seen }: DoorProps) {
  const me = session.me
  if (me?.is_guest && seen.room_id !== null) return <Redirect to={`/room/${seen.room_id}`} replace />
  if (me && !me.is_guest) return <HasAccount name={me.name} seen={seen} />
  return <ComeIn token={token} seen={seen} />
}

function HasAccount({ name, seen }: { name: string; seen: GuestLinkSeen }) {
  return (
    <>
      <h1 translate="no">{seen.room_name}</h1>
      <p className={styles.lede}>
        {seen.room_id === null
          ? t('You are signed in as {name}, and this room is not for you. Ask its owner to add you.', {
              name,
            })
          : t('You are signed in as {name}: you need no guest link.', { name })}
      </p>
      <LinkButton href={seen.room_id === null ? '/' : `/room/${seen.room_id}`} look="go" wide>
        {seen.room_id === null ? t('Back to chat') : t('Open the room')}
      </LinkButton>
    </>
  )
}

function ComeIn({ token, seen }: { token: string; seen: GuestLinkSeen }) {
  const queries = useQueryClient()
  const [, go] = useLocation()
  const [name, setName] = useState('')
  const [isSent, setSent] = useState(false)
  const coming = useMutation({
    mutationFn: () => comeIn(token, name),
    onSuccess: (answer) => {
      keepDoor(token)
      keepSignedIn(queries, answer)
      go(`/room/${answer.room_id}`, { replace: true })
    },
  })
  const refused = coming.error instanceof ApiError ? coming.error : null
  function submit(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (name.trim() && !coming.isPending) coming.mutate()
  }
  return (
    <>
      <h1 translate="no">{seen.room_name}</h1>
      <p className={styles.lede}>
        {rich('{group} lets you into this room without an account.', {
          group: <b translate="no">{seen.group_name}</b>,
        })}
      </p>
      {seen.topic && (
        <p className={styles.about} translate="no" dir="auto">
          {seen.topic}
        </p>
      )}
      {seen.is_full ? (
        <Callout kind="yellow">
          {t('The room has as many guests as it takes. Try again when somebody has left.')}
        </Callout>
      ) : (
        <form className={styles.form} onSubmit={submit} noValidate>
          {coming.isError && refused?.field !== 'name' && (
            <Callout kind="red" alert>
              {sentence(coming.error)}
            </Callout>
          )}
          <TextField
            label={t('Your name')}
            autoComplete="name"
            autoFocus
            maxLength={LONGEST}
            value={name}
            error={
              isSent && !name.trim()
                ? t('Enter the name that the others shall see.')
                : refused?.field === 'name'
                  ? refused.message
                  : null
            }
            hint={t('Everybody sees it, and that you are a guest.')}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" look="go" wide working={coming.isPending && t('Coming in…')}>
            {t('Come in')}
          </Button>
        </form>
      )}
      <p className={styles.after}>
        {t('You see what is said from now on, for a day at most, and nothing else of this team.')}
      </p>
    </>
  )
}
