import { type ReactNode, useState } from 'react'
import { plural, t } from '../i18n'
import { Confirm } from '../ui'
import { useSession, useSignOut } from './session'
import { countUnsent } from './unsent'

interface SigningOut {
  leave: () => void
  isLeaving: boolean
  /** To be drawn: what is asked before something is lost. */
  question: ReactNode
}

/** Signing out for a button: asks first when messages were not sent, for nothing of a person stays in this browser. */
export function useSigningOut(onFailed: (refusal: unknown) => void): SigningOut {
  const signOut = useSignOut()
  const me = useSession().data?.me?.id ?? 0
  const [isLeaving, setLeaving] = useState(false)
  const [unsent, setUnsent] = useState(0)
  async function go() {
    setUnsent(0)
    setLeaving(true)
    try {
      await signOut()
    } catch (refusal) {
      setLeaving(false)
      onFailed(refusal)
    }
  }
  async function leave() {
    setLeaving(true)
    const count = await countUnsent(me)
    if (count === 0) return go()
    setLeaving(false)
    setUnsent(count)
  }
  const question = (
    <Confirm
      open={unsent > 0}
      title={t('Sign out')}
      action={t('Sign out all the same')}
      onClose={() => setUnsent(0)}
      onConfirm={() => void go()}
    >
      {plural(unsent, {
        one: 'One of your messages was not sent. If you sign out now, it is lost.',
        other: '{n} of your messages were not sent. If you sign out now, they are lost.',
      })}
    </Confirm>
  )
  return { leave: () => void leave(), isLeaving, question: unsent > 0 && question }
}
