import { expect, test, vi } from 'vitest'
import { reloadForNewVersion } from './new-version'
import { fetchAhead } from './ui/idle'

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

test('a file that was only fetched ahead does not load the page again', async () => {
  vi.useFakeTimers()
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run))
  sessionStorage.clear()
  const reload = vi.fn()
  reloadForNewVersion(Date.now, reload, async () => true)
  const missing = async () => {
    window.dispatchEvent(new Event('vite:preloadError', { cancelable: true }))
    throw new Error('not there')
  }
  const stop = fetchAhead([missing])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(reload).not.toHaveBeenCalled()
  await missing().catch(() => {})
  await vi.advanceTimersByTimeAsync(0)
  expect(reload).toHaveBeenCalledTimes(1)
  stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
