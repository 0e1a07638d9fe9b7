const AFTER_MS = 1_500

/** Runs when the page has come to rest: for what is fetched ahead, so that its first use is immediate. Returns a stop. */
export function whenIdle(run: () => void, after = AFTER_MS): () => void {
  // Safari has no requestIdleCallback.
  const rest = window.requestIdleCallback ?? ((callback: () => void) => window.setTimeout(callback))
  const timer = setTimeout(() => rest(run, { timeout: 5_000 }), after)
  return () => clearTimeout(timer)
}
