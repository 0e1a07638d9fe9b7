import { AccountPage } from '../account/account-page'
import { t } from '../i18n'
import { useSession } from '../session/session'
import { Block, Loaded, PageHead, Pane, useTitle } from '../ui'
import { Called } from './called'
import { Desktop } from './desktop'
import { Devices } from './devices'
import { QuietBlock } from './quiet-block'
import { SoundChoice } from './sound-choice'
import { usePreferences } from './use-preferences'

/** `/account/notifications`: what calls me, when not, and how. */
export function NotificationsPage() {
  useTitle(t('Notifications'))
  const me = useSession().data?.me
  const { query, change } = usePreferences()
  if (!me) return null
  return (
    <AccountPage>
      <PageHead title={t('Notifications')}>
        {t('One-to-one messages always call you. For rooms you choose, here and in the menu of each room.')}
      </PageHead>
      <Loaded query={query} lines={6}>
        {(chosen) => (
          <>
            <Block title={t('What calls you')}>
              <Pane>
                <Called chosen={chosen} change={change} />
              </Pane>
            </Block>
            <Block title={t('When nothing may ring')}>
              <Pane>
                <QuietBlock chosen={chosen} timezone={me.timezone} change={change} />
              </Pane>
            </Block>
            <Block title={t('How you are called')}>
              <Pane>
                <Desktop chosen={chosen} change={change} />
                <SoundChoice chosen={chosen} change={change} />
              </Pane>
            </Block>
            {!me.is_guest && (
              <Block
                title={t('When Chinwag is closed')}
                lede={t(
                  'Web Push wakes these devices when you are away from all of your open windows. What is sent is encrypted for the device.',
                )}
              >
                <Devices me={me.id} />
              </Block>
            )}
          </>
        )}
      </Loaded>
    </AccountPage>
  )
}
