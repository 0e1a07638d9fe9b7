import { type ReactNode, useEffect, useRef } from 'react'
import { Redirect } from 'wouter'
import { useStore } from 'zustand'
import { onSignedOut } from '../api/client'
import { sentence } from '../api/errors'
import { guestDoor } from '../guest/door'
import { t } from '../i18n'
import { Button, Callout, Lone } from '../ui'
import { ENDED, signInPath } from './return-path'
import { departure, useSession } from './session'
import { useKeptSession } from './use-kept-session'

/** Shows its children to people who are signed in, and the sign-in page to everybody else. */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const session = useSession()
  const { refetch } = session
  const step = useStore(departure, ({ step }) => step)
  useKeptSession(session)
  const wasIn = useRef(false)
  useEffect(() => {
    // A 401 somewhere else: ask once more who we are, which leads to the sign-in page.
    onSignedOut(() => void refetch())
    return () => onSignedOut(() => {})
  }, [refetch])
  if (step === 'gone') return <Lone>{t('Signing out…')}</Lone>
  if (session.data?.signed_in) wasIn.current = true
  if (session.data?.signed_in || step === 'asked') return children
  // A guest whose visit is over stands before the door again.
  if (session.data)
    return <Redirect to={guestDoor() ?? signInPath(here())} replace state={wasIn.current ? ENDED : null} />
  if (session.isError) {
    return (
      <Lone>
        <Callout kind="red" alert>
          {sentence(session.error)}
        </Callout>
        <Button look="go" onClick={() => void refetch()} working={session.isFetching && t('Trying…')}>
          {t('Try again')}
        </Button>
      </Lone>
    )
  }
  return null
}

function here(): string {
  const { pathname, search, hash } = window.location
  return pathname + search + hash
}
