import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import { formatList, plural, t } from '../i18n'
import { Icon, PageHead, ScopeName } from '../ui'
import type { Limits, OpenApi } from './document'
import { MethodTag } from './method-tag'
import type { MethodDoc } from './openapi'
import { Prose } from './prose'
import styles from './reference.module.css'
import { Mark } from './source-note'

interface Props {
  method: MethodDoc
  scopes: NonNullable<OpenApi['x-scopes']>
  limits: Limits | null
}

/** Title, address, what it does, who may call it and how often. */
export function MethodHead({ method, scopes, limits }: Props) {
  return (
    <>
      <PageHead
        title={method.title}
        crumbs={
          <>
            <Link href="/docs">{t('API reference')}</Link>
            <Icon of={ChevronRight} />
            <span lang="en">{method.family}</span>
          </>
        }
      />
      <div className={styles.line}>
        <MethodTag verb={method.verb} />
        <Path path={method.path} />
      </div>
      <Prose className={styles.about} text={method.description} />
      <dl className={styles.needs}>
        <dt>{t('Needs')}</dt>
        <dd>
          <Needs method={method} scopes={scopes} />
        </dd>
        {method.needs === 'token' && (
          <>
            <dt>{t('Callers')}</dt>
            <dd lang="en">{joined(method.callers)}</dd>
          </>
        )}
        <Counted method={method} limits={limits} />
        {method.expandable.length > 0 && (
          <>
            <dt>
              <Link href="/docs/title-expansion">{t('Expands')}</Link>
            </dt>
            <dd>
              {method.expandable.map((name) => (
                <ScopeName key={name}>{name}</ScopeName>
              ))}
            </dd>
          </>
        )}
        {method.source && (
          <>
            <dt>{t('Source')}</dt>
            <dd>
              <Mark source={method.source} />
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

function Path({ path }: { path: string }) {
  return (
    <span className={styles.path}>
      {path.split(/(\{\w+\})/).map((part, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a fixed text
        part.startsWith('{') ? <b key={at}>{part}</b> : part,
      )}
    </span>
  )
}

function Needs({ method, scopes }: Omit<Props, 'limits'>) {
  if (method.needs === 'nobody') return t('no token')
  if (method.needs === 'page') return t('somebody who is signed in here')
  if (method.needs === 'v1') return <Link href="/docs/api-v1">{t('a token of API v1')}</Link>
  if (method.scopes.length === 0) return t('any token')
  return (
    <ul className={styles.scopes}>
      {method.scopes.map((scope) => (
        <li key={scope}>
          <ScopeName>{scope}</ScopeName> <span className="soft">{scopes[scope]?.description}</span>
        </li>
      ))}
      {method.scopes.length > 1 && <li className="quiet small">{t('Any one of them is enough.')}</li>}
    </ul>
  )
}

function Counted({ method, limits }: Pick<Props, 'method' | 'limits'>) {
  if (!limits || method.needs === 'page' || method.needs === 'nobody') return null
  const calls = method.needs === 'v1' ? callsInWords(limits.calls_v1) : userCallsInWords(limits)
  return (
    <>
      <dt>
        <Link href="/docs/rate-limits">{t('Limit')}</Link>
      </dt>
      <dd>
        {calls}
        {method.flood &&
          limits.messages > 0 &&
          `; ${t('{n} messages a minute to one {place}', { n: limits.messages, place: method.flood })}`}
      </dd>
    </>
  )
}

function userCallsInWords({ calls_user, calls_addon }: Limits): string {
  const calls = callsInWords(calls_user)
  if (calls_user === 0 && calls_addon === 0) return calls
  return calls_addon === 0
    ? t('{calls}, no limit for add-ons', { calls })
    : t('{calls}, {n} for add-ons', { calls, n: calls_addon })
}

function callsInWords(limit: number): string {
  if (limit === 0) return t('no limit of calls')
  return plural(limit, { one: '{n} call in 5 minutes', other: '{n} calls in 5 minutes' })
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : formatList(words)
}
