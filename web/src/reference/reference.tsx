import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, BookOpen, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { get } from '../api/client'
import { Empty, Icon, Loaded, NavLink, Page } from '../ui'
import { MethodPage } from './method-page'
import { MethodTag } from './method-tag'
import { type Family, families, findMethods, type MethodDoc, type OpenApi, readMethods } from './openapi'
import { Overview } from './overview'
import styles from './reference.module.css'

/** `/docs` and `/docs/:id`, drawn from the server's own OpenAPI document. Open to everybody. */
export function Reference({ id }: { id: string | null }) {
  const [search, setSearch] = useState('')
  const [token, setToken] = useState('')
  const query = useQuery({
    queryKey: ['openapi'],
    queryFn: ({ signal }) => get<OpenApi>('/api/openapi.json', signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const methods = useMemo(() => (query.data ? readMethods(query.data) : []), [query.data])
  const shown = useMemo(() => families(findMethods(methods, search)), [methods, search])
  const method = methods.find((one) => one.id === id)
  const back = id ? { href: '/docs', icon: BookOpen, text: 'All methods' } : undefined
  return (
    <Page
      section="API reference"
      back={back ?? { href: '/', icon: ArrowLeft, text: 'Back to chat' }}
      isWide
      nav={<MethodList families={shown} search={search} onSearch={setSearch} />}
    >
      <Loaded query={query} lines={8}>
        {(document) => {
          if (!id) return <Overview families={families(methods)} version={document.info.version} />
          if (!method) return <Empty title="There is no such method">Choose one from the list.</Empty>
          return <MethodPage method={method} token={token} onToken={setToken} />
        }}
      </Loaded>
    </Page>
  )
}

interface MethodListProps {
  families: readonly Family[]
  search: string
  onSearch: (search: string) => void
}

function MethodList({ families: shown, search, onSearch }: MethodListProps) {
  return (
    <>
      <label className={styles.search}>
        <Icon of={Search} size="sm" />
        <input
          type="search"
          placeholder="Find a method"
          aria-label="Find a method"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      </label>
      {shown.length === 0 && <p className={styles.none}>No method has these words.</p>}
      {shown.map((family) => (
        <section key={family.name} aria-label={family.name}>
          <h2>{family.name}</h2>
          <ul>
            {family.methods.map((method: MethodDoc) => (
              <li key={method.id}>
                <NavLink href={`/docs/${method.id}`}>
                  <MethodTag verb={method.verb} small />
                  <span className="cut">{method.title}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
