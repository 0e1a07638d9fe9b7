import type { ComponentType } from 'react'
import { Route, Switch } from 'wouter'
import { NotFound } from '../not-found'
import { laterPage as page } from '../ui/later'

const PAGES: readonly [path: string, draw: ComponentType][] = [
  ['/admin', page(async () => (await import('./overview')).AdminOverview)],
  ['/admin/people', page(async () => (await import('./people')).AdminPeoplePage)],
  ['/admin/invitations', page(async () => (await import('./invitations')).Invitations)],
  ['/admin/rooms', page(async () => (await import('./rooms')).AdminRoomsPage)],
  ['/admin/settings', page(async () => (await import('./group-settings')).GroupSettingsPage)],
  ['/admin/emoticons', page(async () => (await import('./emoticons')).EmoticonsPage)],
  ['/admin/permissions', page(async () => (await import('./permissions')).PermissionsPage)],
  ['/admin/limits', page(async () => (await import('./limits')).LimitsPage)],
  ['/admin/integrations', page(async () => (await import('./integrations-page')).IntegrationsPage)],
  ['/admin/api', page(async () => (await import('./admin-tokens')).AdminTokens)],
  ['/admin/audit', page(async () => (await import('./audit')).AuditPage)],
  ['/admin/statistics', page(async () => (await import('./statistics')).StatisticsPage)],
  ['/admin/health', page(async () => (await import('./health')).HealthPage)],
]

/** Everything below `/admin`: one file for whoever only chats. */
export function Administration() {
  return (
    <Switch>
      {PAGES.map(([path, Draw]) => (
        <Route key={path} path={path}>
          <Draw />
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}
