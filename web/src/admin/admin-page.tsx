import { KeyRound, MailPlus, Puzzle } from 'lucide-react'
import type { ReactNode } from 'react'
import { msg, rich, t } from '../i18n'
import { useSession } from '../session/session'
import { Callout, Page } from '../ui'

const LINKS = [
  { href: '/admin/invitations', icon: MailPlus, text: msg('Invitations') },
  { href: '/addons', icon: Puzzle, text: msg('Add-ons') },
  { href: '/admin/api', icon: KeyRound, text: msg('API tokens') },
]

/** The frame of the pages for group admins. Others read why there is nothing for them. */
export function AdminPage({ children }: { children: ReactNode }) {
  const me = useSession().data?.me
  return (
    <Page section={t('Team')} links={LINKS}>
      {me?.is_group_admin ? (
        children
      ) : (
        <Callout kind="yellow">
          {rich(
            'Only administrators of your team can do this. Ask one of them, or make <a>a token of your own</a>.',
            { a: (text) => <a href="/account/api">{text}</a> },
          )}
        </Callout>
      )}
    </Page>
  )
}
