import { useQuery } from '@tanstack/react-query'
import { BookOpen } from 'lucide-react'
import { AccountPage } from '../account/account-page'
import { getStart } from '../api/calls'
import { t } from '../i18n'
import { SCOPES } from '../scopes'
import { useSession } from '../session/session'
import { LinkButton, PageHead, useTitle } from '../ui'
import { Tokens } from './tokens'

/** `/account/api`: personal access tokens. */
export function AccountTokens() {
  useTitle(t('API tokens'))
  const me = useSession().data?.me
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const rooms = (start.data?.rooms ?? []).filter((room) => room.can_post)
  return (
    <AccountPage>
      <PageHead
        title={t('API tokens')}
        actions={
          <LinkButton href="/docs" icon={BookOpen}>
            {t('API reference')}
          </LinkButton>
        }
      >
        {t('A token lets a script act for you. Give it only what it needs and a name you will recognise.')}
      </PageHead>
      <Tokens
        owner="account"
        scopes={SCOPES}
        withheld={me?.is_group_admin ? [] : ['admin_group']}
        rooms={rooms}
        listTitle={t('Your tokens')}
        createTitle={t('Create a token')}
      />
    </AccountPage>
  )
}
