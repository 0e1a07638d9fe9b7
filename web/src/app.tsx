import { DirectionProvider } from '@base-ui/react/direction-provider'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, Suspense, useState } from 'react'
import { Route, Switch } from 'wouter'
import { retryDelay, shouldRetry } from './api/retry'
import { useLanguage } from './i18n/language'
import { NotFound } from './not-found'
import { SignedInOnly } from './session/gate'
import { Tips, Toasts } from './ui'
import { Boundary } from './ui/boundary'
import { laterPage as page } from './ui/later'

// Each page is a file of its own: people who only chat do not load the settings.
const Chat = page(async () => (await import('./chat/chat')).Chat)
const SignIn = page(async () => (await import('./signin/sign-in')).SignIn)
const Setup = page(async () => (await import('./signin/setup')).Setup)
const Invite = page(async () => (await import('./signin/invite')).Invite)
const Account = page(async () => (await import('./account/account')).Account)
const NotificationsPage = page(
  async () => (await import('./notifications/notifications-page')).NotificationsPage,
)
const GuestPage = page(async () => (await import('./guest/guest-page')).GuestPage)
const RoomSettingsPage = page(async () => (await import('./room-settings/settings-page')).RoomSettingsPage)
const RoomMembersPage = page(async () => (await import('./room-settings/members-page')).RoomMembersPage)
const AccountTokens = page(async () => (await import('./tokens/account-tokens')).AccountTokens)
const RoomTokens = page(async () => (await import('./tokens/room-tokens')).RoomTokens)
const Administration = page(async () => (await import('./admin/administration')).Administration)
const Reference = page(async () => (await import('./reference/reference')).Reference)
const RoomIntegrations = page(async () => (await import('./integrations/room-integrations')).RoomIntegrations)
const WebhookLog = page(async () => (await import('./integrations/webhook-log')).WebhookLog)
const GroupWebhookLog = page(async () => (await import('./integrations/webhook-log')).GroupWebhookLog)
const Configure = page(async () => (await import('./integrations/configure')).Configure)
const GroupAddons = page(async () => (await import('./integrations/group-addons')).GroupAddons)
const AddonByKey = page(async () => (await import('./integrations/addon-by-key')).AddonByKey)
const GroupAddonPage = page(async () => (await import('./integrations/group-page')).GroupAddonPage)
const Install = page(async () => (await import('./integrations/install')).Install)
const CardBuilder = page(async () => (await import('./cards/card-builder')).CardBuilder)
const ConsentPage = page(async () => (await import('./consent/consent')).ConsentPage)

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay, staleTime: 30_000 },
      mutations: { retry: false },
    },
  })
}

export function App() {
  const [queries] = useState(makeQueryClient)
  const { dir } = useLanguage()
  return (
    <Boundary>
      <QueryClientProvider client={queries}>
        <DirectionProvider direction={dir}>
          <Suspense fallback={null}>
            <Pages />
          </Suspense>
          <Toasts />
          <Tips />
        </DirectionProvider>
      </QueryClientProvider>
    </Boundary>
  )
}

const mine = (children: ReactNode) => <SignedInOnly>{children}</SignedInOnly>

function Pages() {
  const { code } = useLanguage()
  return (
    <Switch>
      <Route path="/sign_in">
        <SignIn />
      </Route>
      <Route path="/setup/:token">{({ token }) => <Setup token={token} />}</Route>
      <Route path="/invite/:token">{({ token }) => <Invite token={token} />}</Route>
      <Route path="/account">{mine(<Account />)}</Route>
      <Route path="/account/notifications">{mine(<NotificationsPage />)}</Route>
      <Route path="/account/api">{mine(<AccountTokens />)}</Route>
      <Route path="/g/:token">{({ token }) => <GuestPage token={token} />}</Route>
      <Route path="/rooms/settings/:id">
        {({ id }) => (/^\d+$/.test(id) ? mine(<RoomSettingsPage id={Number(id)} />) : <NotFound />)}
      </Route>
      <Route path="/rooms/members/:id">
        {({ id }) => (/^\d+$/.test(id) ? mine(<RoomMembersPage id={Number(id)} />) : <NotFound />)}
      </Route>
      <Route path="/rooms/tokens/:id">
        {({ id }) => (/^\d+$/.test(id) ? mine(<RoomTokens id={Number(id)} />) : <NotFound />)}
      </Route>
      <Route path="/rooms/addons/:id">
        {({ id }) => (/^\d+$/.test(id) ? mine(<RoomIntegrations id={Number(id)} />) : <NotFound />)}
      </Route>
      <Route path="/rooms/addons/:id/webhook/:webhook">
        {({ id, webhook }) =>
          /^\d+ \d+$/.test(`${id} ${webhook}`) ? (
            mine(<WebhookLog key={webhook} id={Number(id)} webhook={Number(webhook)} />)
          ) : (
            <NotFound />
          )
        }
      </Route>
      <Route path="/rooms/addons/:id/configure/:addon">
        {({ id, addon }) =>
          /^\d+$/.test(id) ? mine(<Configure id={Number(id)} addon={addon} />) : <NotFound />
        }
      </Route>
      <Route path="/cards">{mine(<CardBuilder />)}</Route>
      <Route path="/addons">{mine(<GroupAddons />)}</Route>
      <Route path="/addons/install">{mine(<Install />)}</Route>
      <Route path="/addons/:key">{({ key }) => mine(<AddonByKey name={key} />)}</Route>
      <Route path="/addons/webhook/:webhook">
        {({ webhook }) =>
          /^\d+$/.test(webhook) ? (
            mine(<GroupWebhookLog key={webhook} webhook={Number(webhook)} />)
          ) : (
            <NotFound />
          )
        }
      </Route>
      <Route path="/addons/:addon/configure">
        {({ addon }) => mine(<GroupAddonPage addon={addon} page="configurable" />)}
      </Route>
      <Route path="/addons/:addon/admin">
        {({ addon }) => mine(<GroupAddonPage addon={addon} page="adminPage" />)}
      </Route>
      <Route path="/admin/*?">{mine(<Administration />)}</Route>
      <Route path="/users/authorize">{mine(<ConsentPage />)}</Route>
      <Route path="/docs/:id?">{({ id }) => <Reference id={id ?? null} />}</Route>
      {/* One route for all of the chat, so that changing the room does not tear it down. */}
      <Route path={/^\/(?:(?:room|chat|people)\/\d+\/?|(?:search|rooms|people|welcome)\/?)?$/}>
        {mine(<Chat key={code} />)}
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}
