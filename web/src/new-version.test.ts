import { expect, test, vi } from 'vitest'
import { reloadForNewVersion } from './new-version'

test('a missing file loads the page again, but not in a loop', () => {
  sessionStorage.clear()
  const reload = vi.fn()
  let now = 1_000_000
  reloadForNewVersion(() => now, reload)
  const miss = () => window.dispatchEvent(new Event('vite:preloadError', { cancelable: true }))
  miss()
  miss()
  expect(reload).toHaveBeenCalledTimes(1)
  now += 61_000
  miss()
  expect(reload).toHaveBeenCalledTimes(2)
})
