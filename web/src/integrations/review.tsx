import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ExternalLink, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { ApiError, sentence } from '../api/errors'
import { cannot } from '../scopes'
import { Button, Callout, Icon, LinkButton, ScopeName, Tile, toast } from '../ui'
import { ADDONS, installAddon, type Review as Reviewed, type Source } from './calls'
import styles from './integrations.module.css'
import { follow, hostOf, webAddress } from './redirect'
import { ScopeList } from './scope-list'
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
      toast(`${addon.name} is installed.`)
      const mayConfigure = addon.configure_url !== null && place !== null
      go(mayConfigure ? `/rooms/addons/${place}/configure/${addon.oauth_id}` : home, { replace: true })
    },
  })
  const left = install.isPending || install.isSuccess
  const refused = install.error instanceof ApiError ? install.error : null
  return (
    <>
      <div className={styles.reviewHead}>
        <Tile size={64} />
        <div className="grow">
          <h1>Install {review.name}?</h1>
          <div className="soft">
            {review.vendor ? <By {...review.vendor} /> : 'Its makers do not say who they are'}
            {'url' in source && <> · from {hostOf(source.url)}</>}
          </div>
        </div>
      </div>
      {review.description && <p className={styles.text}>{review.description}</p>}
      {review.warnings.map((warning) => (
        <Callout key={warning} kind="yellow" className={styles.warning}>
          {warning}
        </Callout>
      ))}
      <h2 className={styles.label}>{scopes.length ? 'It will be able to' : 'It asks for no permissions'}</h2>
      <ScopeList scopes={review.scopes} />
      <Adds review={review} />
      <Callout icon={ShieldCheck} className={styles.warning}>
        {cannot([...scopes, 'send_message'])} It never learns your password. You can remove it at any time.
      </Callout>
      <div className={styles.where}>{where}</div>
      {review.installed_as && !isStale ? (
        <>
          <Callout className={styles.warning}>
            It is installed there already. You find it among the add-ons, with its updates.
          </Callout>
          <div className={styles.foot}>
            <span className="grow" />
            <LinkButton href={home}>See the add-ons</LinkButton>
          </div>
        </>
      ) : (
        <>
          {install.isError && (
            <Callout kind="red" alert className={styles.warning}>
              {refused?.field && (
                <p>
                  In the field <code className={styles.pattern}>{refused.field}</code>:
                </p>
              )}
              {sentence(install.error)}
            </Callout>
          )}
          <div className={styles.foot}>
            <span className="grow" />
            <LinkButton href={back}>Cancel</LinkButton>
            <Button
              look="go"
              disabled={isStale}
              onClick={() => install.mutate()}
              working={left && 'Installing…'}
            >
              Install
            </Button>
          </div>
        </>
      )}
    </>
  )
}

function By({ name, url }: { name: string; url: string }) {
  const address = webAddress(url)
  if (!address) return <>by {name}</>
  return (
    <>
      by{' '}
      <a href={address} target="_blank" rel="noopener noreferrer">
        {name} <Icon of={ExternalLink} size="sm" />
      </a>
    </>
  )
}

/** What people will see of it, and what it will hear. */
function Adds({ review }: { review: Reviewed }) {
  if (review.modules.length + review.webhooks.length === 0) return null
  return (
    <>
      <h2 className={styles.label}>It adds</h2>
      <ul className={styles.adds}>
        {review.modules.map((module) => (
          <li key={`${module.kind} ${module.key}`}>
            <span>
              {kindInWords(module.kind)} <b>{module.name || module.key}</b>
            </span>
            <span className={styles.hint}>{KIND_HINTS[module.kind]}</span>
          </li>
        ))}
        {review.webhooks.map((hook, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a descriptor may hold the same twice, and nothing moves
          <li key={i}>
            <span>
              It hears: {eventInWords(hook.event)}
              {hook.pattern && (
                <>
                  , with <code className={styles.pattern}>{hook.pattern}</code>
                </>
              )}
            </span>
            <span className={styles.hint}>
              sent to {hostOf(hook.url)} <ScopeName>{hook.event}</ScopeName>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
