import { useQuery } from '@tanstack/react-query'
import { BookOpen, Plus } from 'lucide-react'
import type { RoomEntry } from '../api/types'
import { t } from '../i18n'
import { TokenCalls } from '../tokens/token-calls'
import { TokenTable } from '../tokens/token-table'
import { Block, LinkButton, Loaded, Nothing, PageHead, useTitle } from '../ui'
import { AddonList } from './addon-list'
import { BuildYourOwn } from './build-your-own'
import { getIntegrations, integrationsKey } from './calls'
import { HandMade } from './hand-made'
import { RoomPage } from './room-page'
import { WebhookPart } from './webhook-part'

/** `/rooms/addons/:id`: what speaks in a room, and what listens. */
export function RoomIntegrations({ id }: { id: number }) {
  return <RoomPage id={id}>{(room) => <OfRoom room={room} />}</RoomPage>
}

function OfRoom({ room }: { room: RoomEntry }) {
  useTitle(t('Integrations of {name}', { name: room.name }))
  const found = useQuery({
    queryKey: integrationsKey(room.id),
    queryFn: ({ signal }) => getIntegrations(room.id, signal),
    staleTime: 0,
    refetchInterval: 15_000,
  })
  return (
    <>
      <PageHead
        title={t('Integrations')}
        actions={
          <>
            <LinkButton href="/docs" icon={BookOpen}>
              {t('API reference')}
            </LinkButton>
            <LinkButton href={`/addons/install?room=${room.id}`} icon={Plus} look="go">
              {t('Install an add-on')}
            </LinkButton>
          </>
        }
      >
        {t('What speaks in {name}, and what listens.', { name: room.name })}
      </PageHead>
      <Loaded query={found} lines={8}>
        {({ addons, hand_made: handMade, tokens, webhooks }) => (
          <>
            <Block title={t('Add-ons')}>
              {addons.length + handMade.length > 0 ? (
                <>
                  <AddonList addons={addons} room={room} />
                  <HandMade addons={handMade} />
                </>
              ) : (
                <Nothing
                  title={t('No add-ons yet')}
                  actions={
                    <LinkButton size="sm" href={`/addons/install?room=${room.id}`}>
                      {t('Install from an address')}
                    </LinkButton>
                  }
                >
                  {t(
                    'An add-on answers commands, shows its state above the messages and opens its own pages here. Add-ons that were made for HipChat work: all it takes is the address of their descriptor.',
                  )}
                </Nothing>
              )}
            </Block>
            <Block
              title={t('Build your own')}
              lede={t(
                'Give it a name and get a token with a command that posts. Two minutes, no descriptor.',
              )}
            >
              <BuildYourOwn room={room} />
            </Block>
            {tokens.length > 0 && (
              <Block
                title={t('Tokens')}
                lede={t('Each lets a script post here, and nowhere else. Their last calls stand below.')}
              >
                <TokenTable owner={{ room: room.id }} tokens={tokens} />
                <TokenCalls tokens={tokens} />
              </Block>
            )}
            <WebhookPart room={room} webhooks={webhooks} />
          </>
        )}
      </Loaded>
    </>
  )
}
