import { useMutation, useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useSearch } from 'wouter/use-browser-location'
import { decideConsent, getConsent } from '../api/calls'
import { ApiError, sentence } from '../api/errors'
import type { AuthorizeQuery, Consent } from '../api/types'
import { t } from '../i18n'
import { cannot, scopeInWords } from '../scopes'
import { Button, Callout, Icon, LinkButton, Loaded, Lone, ScopeName, Tile, useTitle } from '../ui'
import { authorizeQuery, isSafeRedirect } from './authorize-query'
import styles from './consent.module.css'

/** `/users/authorize`: an application asks to act for the person who is signed in. */
export function ConsentPage() {
  useTitle(t('Allow access'))
  const query = authorizeQuery(useSearch())
  const consent = useQuery({
    queryKey: ['consent', query],
    queryFn: ({ signal }) => getConsent(query, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (consent.error instanceof ApiError && !consent.error.isTemporary)
    return <Refused error={consent.error} />
  return (
    <Lone wide brand={!consent.data}>
      <Loaded query={consent} lines={5}>
        {(data) => <Question query={query} consent={data} />}
      </Loaded>
    </Lone>
  )
}

function Refused({ error }: { error: ApiError }) {
  return (
    <Lone wide>
      <h1>{t('This request is not right')}</h1>
      <Callout kind="red" alert>
        {error.message}
      </Callout>
      <p className="soft">
        {t('Nothing was allowed. Tell the people who make the application what you read here.')}
      </p>
      <LinkButton href="/">{t('Go to chat')}</LinkButton>
    </Lone>
  )
}

function Question({ query, consent }: { query: AuthorizeQuery; consent: Consent }) {
  const decide = useMutation({
    mutationFn: (decision: 'allow' | 'deny') => decideConsent(query, decision),
    onSuccess: ({ redirect }) => {
      if (isSafeRedirect(redirect)) window.location.assign(redirect)
    },
  })
  const { client, scopes, me, group } = consent
  const left = decide.isPending || decide.isSuccess
  return (
    <>
      <div className={styles.head}>
        <Tile size={64} />
        <div className="grow">
          <h1>{t('Let {name} act for you?', { name: client.name })}</h1>
          <div className="soft">
            {t('in {name} · it returns you to {host}', {
              name: group.name,
              host: hostOf(query.redirect_uri),
            })}
          </div>
        </div>
      </div>
      {scopes.length > 0 && <div className={styles.label}>{t('It will be able to')}</div>}
      <ul className={styles.list}>
        {scopes.map((scope) => {
          const words = scopeInWords(scope)
          return (
            <li key={scope.id}>
              <Icon of={words.icon} />
              <span>{scope.id === 'view_messages' ? <b>{words.can}</b> : words.can}</span>
              <span className={styles.hint}>
                {words.hint} <ScopeName>{scope.id}</ScopeName>
              </span>
            </li>
          )
        })}
      </ul>
      <Callout icon={ShieldCheck} className={styles.callout}>
        {cannot(scopes.map((scope) => scope.id))} {t('It never learns your password.')}
      </Callout>
      {decide.isError && (
        <Callout kind="red" className={styles.callout} alert>
          {sentence(decide.error)}
        </Callout>
      )}
      <div className={styles.foot}>
        <span className="grow small quiet">{t('Signed in as {name}', { name: me.name })}</span>
        <Button onClick={() => !left && decide.mutate('deny')}>{t('Cancel')}</Button>
        <Button look="go" onClick={() => decide.mutate('allow')} working={left && t('One moment…')}>
          {t('Allow')}
        </Button>
      </div>
    </>
  )
}

function hostOf(address: string): string {
  try {
    const url = new URL(address)
    return url.host || `${url.protocol}…`
  } catch {
    return t('its own page')
  }
}
