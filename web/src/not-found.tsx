import { t } from './i18n'
import { LinkButton, Lone, useTitle } from './ui'

/** For addresses that lead nowhere. */
export function NotFound() {
  useTitle(t('Not found'))
  return (
    <Lone>
      <h1>{t('There is nothing here')}</h1>
      <p className="soft">{t('The address may be old or mistyped, or it is a room that you cannot see.')}</p>
      <LinkButton href="/" look="go">
        {t('Go to chat')}
      </LinkButton>
    </Lone>
  )
}
