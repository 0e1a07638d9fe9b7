import { expect, test } from 'vitest'
import { dialogLook, merged, withPrimary } from './dialog-look'
import type { Shown } from './model'

function shown(own: unknown, given?: unknown): Shown {
  const module = { kind: 'dialog' as const, key: 'ask', full_key: 'a:ask', name: 'Ask', options: own }
  const addon = { oauth_id: 'c', key: 'a', name: 'Board', scopes: [], modules: [module] }
  return { id: 1, roomId: 5, addon, module, options: given }
}

test('a dialog without options is medium, with one button that closes', () => {
  expect(dialogLook(shown(null))).toEqual({
    title: 'Ask',
    isWarning: false,
    hint: '',
    filter: null,
    primary: null,
    secondary: null,
    size: 'medium',
  })
})

test('texts are objects in descriptors and plain in calls; calls win', () => {
  const own = {
    style: 'warning',
    hint: { value: 'Careful' },
    primaryAction: { name: { value: 'Go' } },
    secondaryActions: [],
  }
  const look = dialogLook(shown(own, { title: 'Really', options: { hint: 'Now', size: 'xlarge' } }))
  expect(look).toMatchObject({ title: 'Really', hint: 'Now', isWarning: true, size: 'xlarge', secondary: [] })
  expect(look.primary).toEqual({ name: 'Go', key: 'primary-action-selected', isEnabled: true })
})

test('own sizes: pixels and percentages, never more than the window', () => {
  expect(dialogLook(shown({ size: { width: '500px', height: '250%' } })).size).toEqual({
    width: '500px',
    height: '100vh',
  })
  for (const size of ['huge', { width: '1em', height: '2px' }, { width: '50%;x', height: '1px' }]) {
    expect(dialogLook(shown({ size })).size).toBe('medium')
  }
})

test('the primary button is changed piece by piece', () => {
  const before = merged({ primaryAction: { name: { value: 'Go' }, key: 'go', enabled: false } }, undefined)
  const look = dialogLook(shown(null, withPrimary(before, { enabled: true })))
  expect(look.primary).toEqual({ name: 'Go', key: 'go', isEnabled: true })
})
