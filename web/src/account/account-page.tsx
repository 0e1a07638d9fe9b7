import { CircleUserRound, KeyRound, LayoutTemplate, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSession } from '../session/session'
import { Page } from '../ui'

const LINKS = [
  { href: '/account', icon: CircleUserRound, text: 'Profile and appearance' },
  { href: '/account/api', icon: KeyRound, text: 'API tokens' },
  { href: '/cards', icon: LayoutTemplate, text: 'Card builder' },
]

const TEAM = { href: '/admin/invitations', icon: UsersRound, text: 'Your team' }

/** The frame of the pages about me; administrators find the way to those about the team. */
export function AccountPage({ children }: { children: ReactNode }) {
  const me = useSession().data?.me
  return (
    <Page section="You" links={me?.is_group_admin ? [...LINKS, TEAM] : LINKS}>
      {children}
    </Page>
  )
}
