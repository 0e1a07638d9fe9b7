import type { UseQueryResult } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import type { RoomEntry } from '../api/types'
import { ConfigurationFrame } from '../extensions/configuration-frame'
import { t } from '../i18n'
import { Button, Callout, Loaded, PageHead } from '../ui'
import type { Addon, GroupPage } from './calls'
import styles from './integrations.module.css'
import { hostOf, webAddress } from './redirect'
import { Crumbs } from './room-page'

interface Props {
  /** Not there while it is fetched. */
  addon: Pick<Addon, 'oauth_id' | 'key' | 'name' | 'scopes'> | undefined
  page: GroupPage
  /** null: it is about the whole team. */
  room: RoomEntry | null
  opened: UseQueryResult<{ url: string }>
  askToken: () => Promise<string>
  steps: readonly { href: string; text: string }[]
}

/** A page that the add-on made for those who look after it, in a frame. */
export function AddonPage({ addon, page, room, opened, askToken, steps }: Props) {
  const address = webAddress(opened.data?.url ?? null)
  return (
    <>
      <PageHead
        title={addon?.name ?? t('Add-on')}
        crumbs={<Crumbs steps={steps} />}
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
            addon && (
              <ConfigurationFrame
                address={address}
                room={room}
                addon={addon}
                page={page}
                askToken={askToken}
                className={styles.frame}
              />
            )
          ) : (
            <Callout kind="red">{t('The add-on gave no web address for its page.')}</Callout>
          )
        }
      </Loaded>
    </>
  )
}

/** Signed for me and for an hour: asked for anew with each visit, never kept. */
export const FRESH = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false } as const
