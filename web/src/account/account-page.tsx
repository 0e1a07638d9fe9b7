import { Bell, CircleUserRound, KeyRound, LayoutTemplate, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { msg, t } from '../i18n'
import { useSession } from '../session/session'
import { Page } from '../ui'

const LINKS = [
  { href: '/account', icon: CircleUserRound, text: msg('Profile and appearance') },
  { href: '/account/notifications', icon: Bell, text: msg('Notifications') },
  { href: '/account/api', icon: KeyRound, text: msg('API tokens') },
  { href: '/cards', icon: LayoutTemplate, text: msg('Card builder') },
]

const TEAM = { href: '/admin', icon: UsersRound, text: msg('Your team') }

/** The frame of the pages about me; administrators find the way to those about the team. */
export function AccountPage({ children }: { children: ReactNode }) {
  const me = useSession().data?.me
  return (
    <Page section={t('You')} links={me?.is_group_admin ? [...LINKS, TEAM] : LINKS}>
      {children}
    </Page>
  )
}
