import { Link } from 'wouter'
import { plural, rich, t } from '../i18n'
import { Block, LinkButton, PageHead, useTitle } from '../ui'
import { GUIDES } from './guides/guides'
import { familyTitle } from './method-nav'
import { MethodTag } from './method-tag'
import type { Family } from './openapi'
import styles from './reference.module.css'
import { SearchField } from './search-field'

interface Props {
  families: readonly Family[]
  total: number
  version: string
  search: string
  onSearch: (search: string) => void
}

/** `/docs`: what there is to read, then every method by family. */
export function Overview({ families, total, version, search, onSearch }: Props) {
  useTitle(t('API reference'))
  const found = families.reduce((sum, family) => sum + family.methods.length, 0)
  return (
    <>
      <PageHead
        title={t('API reference')}
        actions={<LinkButton href="/account/api">{t('Make a token')}</LinkButton>}
      >
        {t(
          'Everything under /v2 speaks the HipChat REST API. Change the host name of a script, and it works.',
        )}
      </PageHead>
      <ul className={styles.guides}>
        {GUIDES.map((guide) => (
          <li key={guide.id}>
            <Link href={`/docs/${guide.id}`}>
              <b lang="en">{guide.title}</b>
              <span lang="en">{guide.summary}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.find}>
        <SearchField value={search} onChange={onSearch} />
        <span className="small quiet" aria-live="polite">
          {search
            ? t('{found} of {n} methods', { found, n: total })
            : plural(total, { one: '{n} method', other: '{n} methods' })}
        </span>
      </div>
      {found === 0 && <p className={styles.none}>{t('No method has these words.')}</p>}
      {families.map((family) => (
        <Block key={`${family.door} ${family.name}`} title={familyTitle(family)}>
          <ul className={styles.family}>
            {family.methods.map((method) => (
              <li key={method.id}>
                <Link href={`/docs/${method.id}`}>
                  <span>
                    <MethodTag verb={method.verb} />
                  </span>
                  <span lang="en">{method.title}</span>
                  <span translate="no">{method.path}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Block>
      ))}
      <p className={styles.version}>
        {rich('Chinwag {version} · <a>OpenAPI 3.1 document</a>', {
          version,
          a: (text) => <a href="/api/openapi.json">{text}</a>,
        })}
      </p>
    </>
  )
}
