import { expect, test, vi } from 'vitest'
import { reloadForNewVersion } from './new-version'

test('a missing file loads the page again, but not in a loop and not while the server is away', async () => {
  sessionStorage.clear()
  const reload = vi.fn()
  let now = 1_000_000
  let isThere = true
  reloadForNewVersion(
    () => now,
    reload,
    async () => isThere,
  )
  const miss = async () => {
    window.dispatchEvent(new Event('vite:preloadError', { cancelable: true }))
    await Promise.resolve()
  }
  await miss()
  await miss()
  expect(reload).toHaveBeenCalledTimes(1)
  now += 61_000
  isThere = false
  await miss()
  expect(reload).toHaveBeenCalledTimes(1)
  isThere = true
  await miss()
  expect(reload).toHaveBeenCalledTimes(2)
})
