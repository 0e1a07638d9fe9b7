import { expect, test, vi } from 'vitest'
import { Addons } from './addons'
import type { Addon, AddonModule } from './model'

const GLANCE: AddonModule = {
  kind: 'glance',
  key: 'status',
  full_key: 'board:status',
  name: 'Status',
  target: { key: 'page' },
}
const PANEL: AddonModule = { kind: 'webPanel', key: 'page', full_key: 'board:page', name: 'Board' }
const BOARD: Addon = { oauth_id: 'c1', key: 'board', name: 'Board', scopes: [], modules: [GLANCE, PANEL] }
const CONTENT = { label: { type: 'html' as const, value: '<b>4</b>' } }

async function inRoom(list: Addon[]) {
  const server = vi.fn(async (_: number) => ({ addons: list }))
  const addons = new Addons(server)
  addons.show(5)
  await vi.waitFor(() => expect(addons.store.getState().rooms.has(5)).toBe(true))
  return { addons, server }
}

test('a room is asked once, and anew after a change', async () => {
  const { addons, server } = await inRoom([BOARD])
  addons.show(6)
  addons.show(5)
  expect(server.mock.calls.map(([room]) => room)).toEqual([5, 6])
  addons.changed(6)
  expect(server).toHaveBeenCalledTimes(2)
  addons.changed(null)
  addons.show(6)
  expect(server.mock.calls.map(([room]) => room)).toEqual([5, 6, 5, 6])
})

test('pushed content reaches the rooms it is for', async () => {
  const { addons } = await inRoom([BOARD])
  const heard = vi.fn()
  addons.listeners.add(heard)
  const push = { addon_key: 'board', client_id: 'c1', key: 'status', content: CONTENT }
  addons.pushed({ ...push, room_id: 6 })
  expect(addons.store.getState().glances.size).toBe(0)
  addons.pushed(push)
  expect(addons.store.getState().glances.get('5/c1/status')).toEqual({ state: 'ready', content: CONTENT })
  expect(heard).toHaveBeenCalledTimes(2)
})

test('an open page closes with its add-on, and with its room', async () => {
  const { addons, server } = await inRoom([BOARD])
  addons.openPanel({ roomId: 5, addon: BOARD, module: PANEL })
  addons.openDialog({ roomId: 5, addon: BOARD, module: PANEL })
  server.mockResolvedValueOnce({ addons: [{ ...BOARD, modules: [GLANCE] }] })
  addons.changed(5)
  await vi.waitFor(() => expect(addons.store.getState().panel).toBeNull())
  expect(addons.store.getState().dialog).toBeNull()
  addons.openDialog({ roomId: 5, addon: BOARD, module: PANEL })
  addons.show(null)
  expect(addons.store.getState().dialog).toBeNull()
})
