const AFTER_MS = 1_500
const AGAIN_MS = 60_000

/** Runs when the page has come to rest: for what is fetched ahead, so that its first use is immediate. Returns a stop. */
export function whenIdle(run: () => void, after = AFTER_MS): () => void {
  // Safari has no requestIdleCallback.
  const rest = window.requestIdleCallback ?? ((callback: () => void) => window.setTimeout(callback))
  const timer = setTimeout(() => rest(run, { timeout: 5_000 }), after)
  return () => clearTimeout(timer)
}

/** Chromium tells of slow and metered connections: there only what is asked for is fetched. */
function isCostly(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } }
  return Boolean(connection?.saveData) || /2g$/.test(connection?.effectiveType ?? '')
}

let underWay = 0

/** Whether a file is on its way that nobody has asked for yet: that it cannot be had is no news. */
export function isFetchingAhead(): boolean {
  return underWay > 0
}

/** Fetches files one after another when the page is idle; rests after one that cannot be had, and goes on with it later. */
export function fetchAhead(loads: (() => Promise<unknown>)[], again = AGAIN_MS): () => void {
  if (isCostly()) return () => {}
  let isStopped = false
  let stop = () => {}
  const from = (first: number) => async () => {
    for (let at = first; at < loads.length && !isStopped; at++) {
      underWay += 1
      try {
        await loads[at]?.()
      } catch {
        if (!isStopped) stop = whenIdle(from(at), again)
        return
      } finally {
        underWay -= 1
      }
    }
  }
  stop = whenIdle(from(0))
  return () => {
    isStopped = true
    stop()
  }
}
