import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { plural, rich, t } from '../i18n'
import { Button, Check, Confirm, Dialog, PasswordField, Refused, toast } from '../ui'
import {
  type AdminPerson,
  deactivate,
  GROUP,
  makeLink,
  reactivate,
  type SignInLink,
  setRole,
  signOutEverywhere,
} from './admin-calls'
import { PEOPLE } from './people'
import type { Doing } from './person-line'

export interface Asked {
  what: Doing
  person: AdminPerson
}

interface Props {
  asked: Asked | null
  onClose: () => void
  /** A link that is shown once. */
  onLink: (link: SignInLink) => void
}

/** What an administrator does to an account, each with its consequence before it happens. */
export function PersonDialogs({ asked, onClose, onLink }: Props) {
  const [tokens, setTokens] = useState(false)
  const [password, setPassword] = useState('')
  const queries = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew with each question
  useEffect(() => {
    setTokens(false)
    setPassword('')
  }, [asked])
  const act = useMutation({
    mutationFn: ({ what, person }: Asked) => run(what, person, tokens, password),
    onSuccess: (link, { what, person }) => {
      onClose()
      if (link) onLink(link)
      else toast(done(what, person.name))
      if (what === 'owner') void queries.invalidateQueries({ queryKey: GROUP })
      return queries.invalidateQueries({ queryKey: PEOPLE })
    },
  })
  if (!asked) return null
  const close = () => {
    act.reset()
    onClose()
  }
  const words = wordsOf(asked)
  const inside = (
    <>
      <p>{words.consequence}</p>
      {asked.what === 'sign-out' && (
        <Check checked={tokens} onChange={(event) => setTokens(event.target.checked)}>
          {t('Revoke their tokens as well')}
        </Check>
      )}
      {asked.what === 'owner' && (
        <PasswordField
          label={t('Your password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <Refused asked={act} />
    </>
  )
  const working = act.isPending && t('Working…')
  if (asked.what === 'deactivate' || asked.what === 'sign-out' || asked.what === 'owner') {
    return (
      <Confirm
        open
        title={words.title}
        action={words.title}
        working={working}
        onClose={close}
        onConfirm={() => act.mutate(asked)}
      >
        {inside}
      </Confirm>
    )
  }
  return (
    <Dialog
      open
      title={words.title}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="go" working={working} onClick={() => act.mutate(asked)}>
            {words.title}
          </Button>
        </>
      }
    >
      {inside}
    </Dialog>
  )
}

async function run(
  what: Doing,
  person: AdminPerson,
  tokens: boolean,
  password: string,
): Promise<SignInLink | null> {
  if (what === 'link') return makeLink(person.id)
  if (what === 'reactivate') return reactivate(person.id)
  if (what === 'deactivate') await deactivate(person.id)
  else if (what === 'sign-out') await signOutEverywhere(person.id, tokens)
  else await setRole(person.id, what === 'no-admin' ? 'user' : what, password)
  return null
}

function done(what: Doing, name: string): string {
  if (what === 'deactivate') return t('{name} is deactivated.', { name })
  if (what === 'sign-out') return t('{name} is signed out everywhere.', { name })
  if (what === 'admin') return t('{name} is an administrator.', { name })
  if (what === 'owner') return t('{name} owns your team now.', { name })
  return t('{name} is no longer an administrator.', { name })
}

function wordsOf({ what, person }: Asked) {
  const name = (
    <b key="name" translate="no">
      {person.name}
    </b>
  )
  if (what === 'deactivate') {
    return {
      title: t('Deactivate'),
      consequence: rich(
        '{name} is signed out at once and cannot come in any more. Their messages stay, their rooms go to the owner of your team. You can reactivate them later.',
        { name },
      ),
    }
  }
  if (what === 'reactivate') {
    return {
      title: t('Reactivate'),
      consequence: rich(
        '{name} comes back with their messages, without their rooms and tokens. You get a link for them to sign in.',
        { name },
      ),
    }
  }
  if (what === 'sign-out') {
    return {
      title: t('Sign out everywhere'),
      consequence: rich('{name} is signed out in {browsers} at once and can sign in again.', {
        name,
        browsers: plural(person.sessions, { one: '{n} browser', other: '{n} browsers' }),
      }),
    }
  }
  if (what === 'link') {
    return {
      title: t('Create a sign-in link'),
      consequence: rich(
        'Whoever opens the link is signed in as {name} and can choose a new password. It works once, for 7 days.',
        { name },
      ),
    }
  }
  if (what === 'owner') {
    return {
      title: t('Make the owner'),
      consequence: rich(
        'Your team then belongs to {name}. You stay an administrator, and {name} alone can give it back.',
        { name },
      ),
    }
  }
  if (what === 'admin') {
    return {
      title: t('Make an administrator'),
      consequence: rich(
        '{name} can then do all that you can do here: add and deactivate people, delete rooms, read this log and decide who may do what.',
        { name },
      ),
    }
  }
  return {
    title: t('Take the rights away'),
    consequence: rich('{name} stays in your team, and no longer administers it.', { name }),
  }
}
