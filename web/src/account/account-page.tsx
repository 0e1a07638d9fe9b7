import { CircleUserRound, KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { Page } from '../ui'

const LINKS = [
  { href: '/account', icon: CircleUserRound, text: 'Profile and appearance' },
  { href: '/account/api', icon: KeyRound, text: 'API tokens' },
]

/** The frame of the pages about me. */
export function AccountPage({ children }: { children: ReactNode }) {
  return (
    <Page section="You" links={LINKS}>
      {children}
    </Page>
  )
}
