import { forgetKept } from './kept'

/** Nothing of the person stays on this machine but drafts, which are theirs alone. */
export async function forgetPerson(): Promise<void> {
  await forgetKept()
  const worker = await navigator.serviceWorker?.getRegistration('/').catch(() => undefined)
  worker?.active?.postMessage({ type: 'signed-out' })
  const subscription = await worker?.pushManager?.getSubscription().catch(() => null)
  await subscription?.unsubscribe().catch(() => false)
}
