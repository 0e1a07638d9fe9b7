import { useQuery } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import type { RoomEntry } from '../api/types'
import { ConfigurationFrame } from '../extensions/configuration-frame'
import { t } from '../i18n'
import { Button, Callout, Loaded, PageHead, useTitle } from '../ui'
import { getIntegrations, integrationsKey, openConfiguration } from './calls'
import styles from './integrations.module.css'
import { hostOf, webAddress } from './redirect'
import { Crumbs, RoomPage } from './room-page'

/** `/rooms/addons/:id/configure/:addon`: the configuration page of an add-on, its own, in a frame. */
export function Configure({ id, addon }: { id: number; addon: string }) {
  return (
    <RoomPage id={id} isWide>
      {(room) => <OfAddon room={room} addon={addon} />}
    </RoomPage>
  )
}

function OfAddon({ room, addon }: { room: RoomEntry; addon: string }) {
  const found = useQuery({
    queryKey: integrationsKey(room.id),
    queryFn: ({ signal }) => getIntegrations(room.id, signal),
  })
  const entry = found.data?.addons.find((one) => one.oauth_id === addon)
  const name = entry?.name ?? t('Add-on')
  useTitle(t('Configure {name}', { name }))
  // Signed for me and for an hour: asked for anew with each visit, never kept.
  const opened = useQuery({
    queryKey: ['configuration', room.id, addon],
    queryFn: () => openConfiguration(room.id, addon, themeNow()),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const address = webAddress(opened.data?.url ?? null)
  return (
    <>
      <PageHead
        title={name}
        crumbs={
          <Crumbs
            steps={[
              { href: `/room/${room.id}`, text: room.name },
              { href: `/rooms/addons/${room.id}`, text: t('Integrations') },
            ]}
          />
        }
        actions={
          address && (
            <Button icon={ExternalLink} onClick={() => window.open(address, '_blank', 'noopener,noreferrer')}>
              {t('Open in a tab')}
            </Button>
          )
        }
      >
        {address
          ? t('This page is made by the add-on, at {host}.', { host: hostOf(address) })
          : t('The page of the add-on.')}
      </PageHead>
      <Loaded query={opened} lines={8}>
        {() =>
          address ? (
            entry && (
              <ConfigurationFrame address={address} room={room} addon={entry} className={styles.frame} />
            )
          ) : (
            <Callout kind="red">{t('The add-on gave no web address for its configuration.')}</Callout>
          )
        }
      </Loaded>
    </>
  )
}

function themeNow(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
