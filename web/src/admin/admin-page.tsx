import type { ReactNode } from 'react'
import { rich, t } from '../i18n'
import { useSession } from '../session/session'
import { Icon, NavLink, Page, PageHead } from '../ui'
import { SECTIONS } from './sections'

interface Props {
  isWide?: boolean
  /** The list of pages itself: on the phone its arrow leads to the chat. */
  isList?: boolean
  children: ReactNode
}

/** The frame of the pages for group admins. Others read why there is nothing for them. */
export function AdminPage({ isWide, isList, children }: Props) {
  const session = useSession().data
  const team = session?.group?.name ?? t('Team')
  const isAdmin = session?.me?.is_group_admin === true
  return (
    <Page
      section={team}
      nav={isAdmin ? <Nav team={team} /> : undefined}
      phoneBack={isList || !isAdmin ? undefined : { href: '/admin', text: t('All pages of your team') }}
      {...(isWide ? { isWide } : {})}
    >
      {isAdmin ? (
        children
      ) : (
        <PageHead title={t('This page is for administrators')}>
          {rich(
            'Only administrators of your team can do this. Ask one of them, or make <a>a token of your own</a>.',
            { a: (text) => <a href="/account/api">{text}</a> },
          )}
        </PageHead>
      )}
    </Page>
  )
}

function Nav({ team }: { team: string }) {
  return SECTIONS.map(({ title, pages }) => (
    <section key={pages[0]?.href}>
      <h2 className="cut">{title ? t(title) : <span translate="no">{team}</span>}</h2>
      <ul>
        {pages.map((page) => (
          <li key={page.href}>
            <NavLink href={page.href}>
              <Icon of={page.icon} />
              <span className="cut">{t(page.text)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </section>
  ))
}
