import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { AdminPage } from '../admin/admin-page'
import { themeNow } from '../extensions/theme'
import { t } from '../i18n'
import { useTitle } from '../ui'
import { AddonPage, FRESH } from './addon-page'
import { ADDONS, type GroupPage, getAddon, getGroupPageToken, openGroupPage } from './calls'

/** `/addons/:addon/configure` and `/addons/:addon/admin`: pages of an add-on of the whole team. */
export function GroupAddonPage({ addon, page }: { addon: string; page: GroupPage }) {
  return (
    <AdminPage>
      <OfAddon addon={addon} page={page} />
    </AdminPage>
  )
}

function OfAddon({ addon, page }: { addon: string; page: GroupPage }) {
  const found = useQuery({ queryKey: [...ADDONS, addon], queryFn: ({ signal }) => getAddon(addon, signal) })
  useTitle(t('Configure {name}', { name: found.data?.name ?? t('Add-on') }))
  const opened = useQuery({
    queryKey: ['configuration', addon, page],
    queryFn: () => openGroupPage(addon, page, themeNow()),
    ...FRESH,
  })
  const askToken = useCallback(() => getGroupPageToken(addon, page), [addon, page])
  return (
    <AddonPage
      addon={found.data}
      page={page}
      room={null}
      opened={opened}
      askToken={askToken}
      steps={[{ href: '/addons', text: t('Add-ons') }]}
    />
  )
}
