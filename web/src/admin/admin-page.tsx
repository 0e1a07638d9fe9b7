import { KeyRound, MailPlus, Puzzle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSession } from '../session/session'
import { Callout, Page } from '../ui'

const LINKS = [
  { href: '/admin/invitations', icon: MailPlus, text: 'Invitations' },
  { href: '/addons', icon: Puzzle, text: 'Add-ons' },
  { href: '/admin/api', icon: KeyRound, text: 'API tokens' },
]

/** The frame of the pages for group admins. Others read why there is nothing for them. */
export function AdminPage({ children }: { children: ReactNode }) {
  const me = useSession().data?.me
  return (
    <Page section="Team" links={LINKS}>
      {me?.is_group_admin ? (
        children
      ) : (
        <Callout kind="yellow">
          Only administrators of your team can do this. Ask one of them, or make{' '}
          <a href="/account/api">a token of your own</a>.
        </Callout>
      )}
    </Page>
  )
}
