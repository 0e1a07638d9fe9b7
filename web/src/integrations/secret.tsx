import { useMutation } from '@tanstack/react-query'
import { sentence } from '../api/errors'
import { t } from '../i18n'
import tokens from '../tokens/tokens.module.css'
import { Button, Callout, CopyButton } from '../ui'
import { getWebhookSecret } from './calls'

/** The key of the signatures; fetched when somebody wants to see it. */
export function Secret({ webhook }: { webhook: number }) {
  const secret = useMutation({ mutationFn: () => getWebhookSecret(webhook) })
  if (secret.data) {
    return (
      <div className={tokens.secret}>
        <span className="grow cut">{secret.data.secret}</span>
        <CopyButton text={secret.data.secret} label={t('Copy secret')} />
      </div>
    )
  }
  if (secret.isError) return <Callout kind="yellow">{sentence(secret.error)}</Callout>
  return (
    <Button onClick={() => secret.mutate()} working={secret.isPending && t('Loading…')}>
      {t('Show the secret')}
    </Button>
  )
}
