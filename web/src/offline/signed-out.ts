import { browserShelf } from '../chat/shelf'
import { forgetKept } from './kept'

const OF_ANYBODY = /^chinwag\.(?:searches|preferences)\./
const TONE = 'chinwag.tone'

/**
 * Takes a person off this machine. `leaver`: who signed out on purpose; nothing of theirs stays, but whether this
 * browser is to be woken for them. Whoever's session only ended comes back to what they had written and not sent.
 */
export async function forgetPerson(leaver?: number): Promise<void> {
  for (const name of browserShelf.names()) {
    if (OF_ANYBODY.test(name) || isOf(name, leaver)) browserShelf.removeItem(name)
  }
  if (leaver !== undefined) browserShelf.removeItem(TONE)
  await forgetKept()
  const worker = await navigator.serviceWorker?.getRegistration('/').catch(() => undefined)
  worker?.active?.postMessage({ type: 'signed-out' })
  const subscription = await worker?.pushManager?.getSubscription().catch(() => null)
  await subscription?.unsubscribe().catch(() => false)
}

function isOf(name: string, person: number | undefined): boolean {
  const [ours, what, id] = name.split('.')
  return ours === 'chinwag' && what !== 'push' && id === String(person)
}
