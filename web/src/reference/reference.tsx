import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, BookOpen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { get } from '../api/client'
import { t } from '../i18n'
import { Empty, Loaded, Page } from '../ui'
import { GUIDES } from './guides/guides'
import { MethodNav } from './method-nav'
import { MethodPage } from './method-page'
import { families, findMethods, type OpenApi, readMethods } from './openapi'
import { Overview } from './overview'

/** `/docs`, `/docs/:method` and `/docs/:guide`, drawn from the server's own OpenAPI document. Open to everybody. */
export function Reference({ id }: { id: string | null }) {
  const [search, setSearch] = useState('')
  const [token, setToken] = useState('')
  const query = useQuery({
    queryKey: ['openapi'],
    queryFn: ({ signal }) => get<OpenApi>('/api/openapi.json', signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const order = useMemo(() => query.data?.tags?.map((tag) => tag.name) ?? [], [query.data])
  const methods = useMemo(() => (query.data ? readMethods(query.data) : []), [query.data])
  const shown = useMemo(() => families(findMethods(methods, search), order), [methods, search, order])
  const method = methods.find((one) => one.id === id)
  const guide = GUIDES.find((one) => one.id === id)
  const back = id ? { href: '/docs', icon: BookOpen, text: t('All methods') } : undefined
  return (
    <Page
      section={t('API reference')}
      back={back ?? { href: '/', icon: ArrowLeft, text: t('Back to chat') }}
      isWide
      nav={<MethodNav families={shown} search={search} onSearch={setSearch} />}
    >
      <Loaded query={query} lines={8}>
        {(document) => {
          if (guide) return <guide.Page key={guide.id} document={document} methods={methods} />
          if (!id)
            return (
              <Overview
                families={shown}
                total={methods.length}
                version={document.info.version}
                search={search}
                onSearch={setSearch}
              />
            )
          if (!method)
            return <Empty title={t('There is no such method')}>{t('Choose one from the list.')}</Empty>
          return (
            <MethodPage
              key={method.id}
              method={method}
              scopes={document['x-scopes'] ?? {}}
              limits={document['x-limits'] ?? null}
              token={token}
              onToken={setToken}
            />
          )
        }}
      </Loaded>
    </Page>
  )
}
