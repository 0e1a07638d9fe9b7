import type { Addon } from './calls'

/**
 * `/addons/{key}?room=5` was HipChat's address of an add-on's configuration, `&update=true` that of an update to be allowed;
 * add-ons and their guides still name it. Where that is here.
 */
export function pageOf(addons: readonly Addon[], key: string, search: string): string {
  const query = new URLSearchParams(search)
  const asked = query.get('room') ?? ''
  const room = /^[1-9]\d{0,15}$/.test(asked) ? Number(asked) : null
  const known = addons.filter((one) => one.key === key)
  const addon = known.find((one) => one.room?.id === room) ?? known.find((one) => one.room === null)
  const list = room === null ? '/addons' : `/rooms/addons/${room}`
  if (!addon || addon.configure_url === null || query.get('update') === 'true') return list
  return room === null
    ? `/addons/${addon.oauth_id}/configure`
    : `/rooms/addons/${room}/configure/${addon.oauth_id}`
}
