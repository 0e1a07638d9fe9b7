import { useQuery, useQueryClient } from '@tanstack/react-query'
import { BookOpen } from 'lucide-react'
import { useState } from 'react'
import { getStart } from '../api/calls'
import { t } from '../i18n'
import { TokenCalls } from '../tokens/token-calls'
import { Block, LinkButton, Loaded, PageHead, toast, useTitle } from '../ui'
import { AdminPage } from './admin-page'
import { AdoptForm } from './adopt-form'
import { type AdminToken, listGroupTokens, type NewAdminToken } from './calls'
import { GroupTokenTable } from './group-token-table'
import { NewTokenForm } from './new-token-form'
import { V1TokenOnce } from './v1-token-once'

export const GROUP_TOKENS = ['group-tokens'] as const

/** `/admin/api`: tokens of API v1, tokens that HipChat gave out, and all others of the team. */
export function AdminTokens() {
  return (
    <AdminPage>
      <OfTheTeam />
    </AdminPage>
  )
}

/** Those of a person or a room show their calls to whom they belong. */
const isV1 = (token: AdminToken) => token.kind === 'v1_admin' || token.kind === 'v1_notification'

function OfTheTeam() {
  useTitle(t('API tokens of your team'))
  const [fresh, setFresh] = useState<NewAdminToken | null>(null)
  const queries = useQueryClient()
  const tokens = useQuery({
    queryKey: GROUP_TOKENS,
    queryFn: ({ signal }) => listGroupTokens(signal),
    staleTime: 0,
  })
  const start = useQuery({ queryKey: ['rooms-to-try'], queryFn: ({ signal }) => getStart(signal) })
  const changed = () => void queries.invalidateQueries({ queryKey: GROUP_TOKENS })
  return (
    <>
      <PageHead
        title={t('API tokens of your team')}
        actions={
          <LinkButton href="/docs" icon={BookOpen}>
            {t('API reference')}
          </LinkButton>
        }
      >
        {t(
          'Scripts that spoke to HipChat go on working: adopt the tokens they have, or make new ones for API v1.',
        )}
      </PageHead>
      {fresh && <V1TokenOnce key={fresh.id} token={fresh} onDone={() => setFresh(null)} />}
      <Block
        title={t('Adopt a HipChat token')}
        lede={t('The script keeps its token. Only the host name in it changes.')}
      >
        <AdoptForm
          rooms={start.data?.rooms ?? []}
          onAdopted={(token) => {
            toast(t('“{label}” works here from now on.', { label: token.label }))
            changed()
          }}
        />
      </Block>
      {!fresh && (
        <Block
          title={t('Create a token for API v1')}
          lede={t('For old scripts that cannot speak version 2. It belongs to the team and never ends.')}
        >
          <NewTokenForm
            onCreated={(token) => {
              setFresh(token)
              changed()
            }}
          />
        </Block>
      )}
      <Loaded query={tokens} lines={4}>
        {(list) =>
          list.length > 0 && (
            <Block title={t('Tokens in use')}>
              <GroupTokenTable tokens={list} />
              <TokenCalls tokens={list.filter(isV1)} />
            </Block>
          )
        }
      </Loaded>
    </>
  )
}
