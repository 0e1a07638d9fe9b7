import { useEffect, useRef } from 'react'
import { t } from '../i18n'
import { NavLink } from '../ui'
import { GUIDES } from './guides/guides'
import { MethodTag } from './method-tag'
import type { Family } from './openapi'
import styles from './reference.module.css'
import { SearchField } from './search-field'

interface Props {
  families: readonly Family[]
  search: string
  onSearch: (search: string) => void
}

/** What heads a family of methods: those that HipChat had need no word. */
export function familyTitle({ door, name }: Family): string {
  return door === 'own' ? t('Only in Chinwag: {name}', { name }) : name
}

/** Every page of the reference; what is searched for stays. */
export function MethodNav({ families, search, onSearch }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest' })
  }, [])
  return (
    <div ref={list}>
      <SearchField value={search} onChange={onSearch} />
      {!search && (
        <section aria-label={t('Guides')}>
          <h2>{t('Guides')}</h2>
          <ul>
            {GUIDES.map((guide) => (
              <li key={guide.id}>
                <NavLink href={`/docs/${guide.id}`}>
                  <span className="cut" lang="en">
                    {guide.title}
                  </span>
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {search && families.length === 0 && <p className={styles.none}>{t('No method has these words.')}</p>}
      {families.map((family) => (
        <section key={`${family.door} ${family.name}`} aria-label={familyTitle(family)}>
          <h2>{familyTitle(family)}</h2>
          <ul>
            {family.methods.map((method) => (
              <li key={method.id}>
                <NavLink href={`/docs/${method.id}`}>
                  <MethodTag verb={method.verb} small />
                  <span className="cut" lang="en">
                    {method.title}
                  </span>
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
