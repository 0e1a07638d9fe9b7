import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
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
            <Link href="/docs">API reference</Link>
            <Icon of={ChevronRight} />
            <span>{method.family}</span>
          </>
        }
      />
      <div className={styles.line}>
        <MethodTag verb={method.verb} />
        <Path path={method.path} />
      </div>
      <Prose className={styles.about} text={method.description} />
      <dl className={styles.needs}>
        <dt>Needs</dt>
        <dd>
          <Needs method={method} scopes={scopes} />
        </dd>
        {method.needs === 'token' && (
          <>
            <dt>Callers</dt>
            <dd>{joined(method.callers)}</dd>
          </>
        )}
        <Counted method={method} limits={limits} />
        {method.expandable.length > 0 && (
          <>
            <dt>
              <Link href="/docs/title-expansion">Expands</Link>
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
            <dt>Source</dt>
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
  if (method.needs === 'nobody') return 'no token'
  if (method.needs === 'page') return 'somebody who is signed in here'
  if (method.needs === 'v1') return <Link href="/docs/api-v1">a token of API v1</Link>
  if (method.scopes.length === 0) return 'any token'
  return (
    <ul className={styles.scopes}>
      {method.scopes.map((scope) => (
        <li key={scope}>
          <ScopeName>{scope}</ScopeName> <span className="soft">{scopes[scope]?.description}</span>
        </li>
      ))}
      {method.scopes.length > 1 && <li className="quiet small">Any one of them is enough.</li>}
    </ul>
  )
}

function Counted({ method, limits }: Pick<Props, 'method' | 'limits'>) {
  if (!limits || method.needs === 'page' || method.needs === 'nobody') return null
  const calls =
    method.needs === 'v1'
      ? inWords(limits.calls_v1, 'calls in 5 minutes')
      : `${inWords(limits.calls_user, 'calls in 5 minutes')}, ${inWords(limits.calls_addon, 'for add-ons')}`
  return (
    <>
      <dt>
        <Link href="/docs/rate-limits">Limit</Link>
      </dt>
      <dd>
        {calls}
        {method.flood && `; ${inWords(limits.messages, 'messages a minute')} to one ${method.flood}`}
      </dd>
    </>
  )
}

function inWords(limit: number, what: string): string {
  return limit === 0 ? `no limit of ${what}` : `${limit} ${what}`
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}
