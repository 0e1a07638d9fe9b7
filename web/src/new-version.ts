import { isFetchingAhead } from './ui/idle'

const RELOADED_AT = 'chinwag.reloaded_at'
const PAUSE_MS = 60_000

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/api/health', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/**
 * A page that is open while the server gets a new version asks for files that are gone. Then the page is loaded
 * again, once a minute at most, so that a file that is missing for another reason does not make a loop. While the server
 * is away the page stays: what is written in it is worth more than the missing part. So it does when the file was only
 * fetched ahead: the connection may just have been lost and be back by now, and nobody waits for the file.
 */
export function reloadForNewVersion(
  now: () => number = Date.now,
  reload = () => window.location.reload(),
  isServerThere = answers,
): void {
  window.addEventListener('vite:preloadError', async () => {
    if (isFetchingAhead() || !(await isServerThere())) return
    try {
      const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0)
      if (now() - last < PAUSE_MS) return
      sessionStorage.setItem(RELOADED_AT, String(now()))
    } catch {
      // Without storage there is no telling whether it loops: the error page asks the person.
      return
    }
    reload()
  })
}
