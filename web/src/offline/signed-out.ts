import { browserShelf } from '../chat/shelf'
import { forgetKept } from './kept'

const OF_A_PERSON = /^chinwag\.(searches|preferences)\./

/** Nothing of the person stays on this machine but drafts, which are theirs alone. */
export async function forgetPerson(): Promise<void> {
  for (const name of browserShelf.names()) if (OF_A_PERSON.test(name)) browserShelf.removeItem(name)
  await forgetKept()
  const worker = await navigator.serviceWorker?.getRegistration('/').catch(() => undefined)
  worker?.active?.postMessage({ type: 'signed-out' })
  const subscription = await worker?.pushManager?.getSubscription().catch(() => null)
  await subscription?.unsubscribe().catch(() => false)
}
