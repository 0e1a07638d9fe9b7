import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ExternalLink, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { ApiError, sentence } from '../api/errors'
import { rich, t } from '../i18n'
import { cannot } from '../scopes'
import { Button, Callout, Icon, LinkButton, ScopeName, Tile, toast } from '../ui'
import { ADDONS, installAddon, type Review as Reviewed, type Source } from './calls'
import styles from './integrations.module.css'
import { follow, hostOf, webAddress } from './redirect'
import { ScopeList } from './scope-list'
import { isData } from './source'
import { eventInWords, KIND_HINTS, kindInWords } from './words'

interface Props {
  review: Reviewed
  source: Source
  place: number | null
  /** The place was changed, and what is said of it is on its way. */
  isStale: boolean
  back: string
  where: ReactNode
}

/** Who makes it, what it may do, what it adds; then consent. */
export function Review({ review, source, place, isStale, back, where }: Props) {
  const [, go] = useLocation()
  const queries = useQueryClient()
  const home = place === null ? '/addons' : `/rooms/addons/${place}`
  const scopes = review.scopes.map((scope) => scope.id)
  const install = useMutation({
    mutationFn: () => installAddon(source, place, scopes),
    onSuccess: ({ addon, redirect }) => {
      if (follow(redirect)) return
      // They were fetched before it was there.
      queries.removeQueries({ queryKey: ['integrations'] })
      queries.removeQueries({ queryKey: ADDONS })
      toast(t('{name} is installed.', { name: addon.name }))
      const mayConfigure = addon.configure_url !== null && place !== null
      go(mayConfigure ? `/rooms/addons/${place}/configure/${addon.oauth_id}` : home, { replace: true })
    },
  })
  const left = install.isPending || install.isSuccess
  const isThere = review.installed_as !== null && !isStale
  const refused = install.error instanceof ApiError ? install.error : null
  return (
    <>
      <div className={styles.reviewHead}>
        <Tile size={64} />
        <div className="grow">
          <h1>{t('Install {name}?', { name: review.name })}</h1>
          <div className="soft">
            {review.vendor ? <By {...review.vendor} /> : t('Its makers do not say who they are')}
            {'url' in source && (
              <>
                {' · '}
                {isData(source.url)
                  ? t('described in the link itself')
                  : t('from {host}', { host: hostOf(source.url) })}
              </>
            )}
          </div>
        </div>
      </div>
      {review.description && <p className={styles.text}>{review.description}</p>}
      {review.warnings.map((warning) => (
        <Callout key={warning} kind="yellow" className={styles.warning}>
          {warning}
        </Callout>
      ))}
      <h2 className={styles.label}>
        {scopes.length ? t('It will be able to') : t('It asks for no permissions')}
      </h2>
      <ScopeList scopes={review.scopes} />
      <Adds review={review} />
      <Callout icon={ShieldCheck} className={styles.warning}>
        {cannot([...scopes, 'send_message'])}{' '}
        {t('It never learns your password. You can remove it at any time.')}
      </Callout>
      <div className={styles.where}>{where}</div>
      {isThere && (
        <Callout className={styles.warning}>
          {t(
            'It is installed there already. Installing it again updates it; where it cannot be updated, it gets new credentials and its old ones end.',
          )}
        </Callout>
      )}
      {install.isError && (
        <Callout kind="red" alert className={styles.warning}>
          {refused?.field && (
            <p>
              {rich('In the field {field}:', {
                field: <code className={styles.pattern}>{refused.field}</code>,
              })}
            </p>
          )}
          {sentence(install.error)}
        </Callout>
      )}
      <div className={styles.foot}>
        <span className="grow" />
        <LinkButton href={back}>{t('Cancel')}</LinkButton>
        <Button
          look="go"
          disabled={isStale}
          onClick={() => install.mutate()}
          working={left && t('Installing…')}
        >
          {isThere ? t('Install again') : t('Install')}
        </Button>
      </div>
    </>
  )
}

function By({ name, url }: { name: string; url: string }) {
  const address = webAddress(url)
  if (!address) return <>{t('by {name}', { name })}</>
  return (
    <>
      {rich('by {name}', {
        name: (
          <a href={address} target="_blank" rel="noopener noreferrer">
            {name} <Icon of={ExternalLink} size="sm" />
          </a>
        ),
      })}
    </>
  )
}

/** What people will see of it, and what it will hear. */
function Adds({ review }: { review: Reviewed }) {
  if (review.modules.length + review.webhooks.length === 0) return null
  return (
    <>
      <h2 className={styles.label}>{t('It adds')}</h2>
      <ul className={styles.adds}>
        {review.modules.map((module) => (
          <li key={`${module.kind} ${module.key}`}>
            <span>
              {kindInWords(module.kind)} <b>{module.name || module.key}</b>
            </span>
            <span className={styles.hint}>{t(KIND_HINTS[module.kind])}</span>
          </li>
        ))}
        {review.webhooks.map((hook, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a descriptor may hold the same twice, and nothing moves
          <li key={i}>
            <span>
              {hook.pattern
                ? rich('It hears: {event}, with {pattern}', {
                    event: eventInWords(hook.event),
                    pattern: <code className={styles.pattern}>{hook.pattern}</code>,
                  })
                : t('It hears: {event}', { event: eventInWords(hook.event) })}
            </span>
            <span className={styles.hint}>
              {rich('sent to {host} {event}', {
                host: hostOf(hook.url),
                event: <ScopeName>{hook.event}</ScopeName>,
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
