import { useQuery } from '@tanstack/react-query'
import { LayoutTemplate } from 'lucide-react'
import { AdminPage } from '../admin/admin-page'
import { t } from '../i18n'
import { Block, LinkButton, Loaded, Nothing, PageHead, Pane, useTitle } from '../ui'
import { AddonList } from './addon-list'
import { ADDONS, listAddons } from './calls'
import { SourceForm } from './source-form'

/** `/addons`: what is installed for the whole team and in its rooms, for its administrators. */
export function GroupAddons() {
  return (
    <AdminPage>
      <OfTheTeam />
    </AdminPage>
  )
}

function OfTheTeam() {
  useTitle(t('Add-ons of your team'))
  const addons = useQuery({ queryKey: ADDONS, queryFn: ({ signal }) => listAddons(signal), staleTime: 0 })
  return (
    <>
      <PageHead
        title={t('Add-ons')}
        actions={
          <LinkButton href="/cards" icon={LayoutTemplate}>
            {t('Card builder')}
          </LinkButton>
        }
      >
        {t('What is installed for your whole team, and in its rooms.')}
      </PageHead>
      <Block title={t('Install an add-on')} lede={t('You see what it may do before anything happens.')}>
        <Pane>
          <SourceForm room={null} />
        </Pane>
      </Block>
      <Loaded query={addons} lines={6}>
        {(list) => {
          const everywhere = list.filter((addon) => !addon.room)
          const inRooms = list.filter((addon) => addon.room)
          return (
            <>
              <Block title={t('For the whole team')}>
                {everywhere.length > 0 ? (
                  <AddonList addons={everywhere} room={null} />
                ) : (
                  <Nothing title={t('Nothing is installed for everybody')}>
                    {t(
                      'An add-on of the whole team works in every room, also in those that are created later. What only one room needs is better installed there.',
                    )}
                  </Nothing>
                )}
              </Block>
              {inRooms.length > 0 && (
                <Block title={t('In single rooms')}>
                  <AddonList addons={inRooms} room={null} />
                </Block>
              )}
            </>
          )
        }}
      </Loaded>
    </>
  )
}
