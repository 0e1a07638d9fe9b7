import { t } from '../i18n'

const SCRIPT = '/sw.js'

/**
 * Sees to it that the service worker is there, and hears what it says: a notification was pressed. Browsers have them
 * on pages with https (and on this machine) only. Returns how to end the hearing.
 */
export function openWorker(open: (path: string) => void): () => void {
  const workers = window.isSecureContext ? navigator.serviceWorker : undefined
  if (!workers || import.meta.env.DEV) return () => {}
  const hear = ({ data }: MessageEvent<{ type?: string; path?: string }>) => {
    if (data.type === 'open' && data.path?.startsWith('/')) open(data.path)
  }
  workers.addEventListener('message', hear)
  void workers
    .register(SCRIPT, { scope: '/' })
    .then(() => workers.ready)
    .then(({ active }) => {
      active?.postMessage({ type: 'keep', urls: loaded() })
      active?.postMessage({
        type: 'words',
        words: { message: t('New message'), test: t('Notifications work here.') },
      })
    })
    .catch(() => {})
  return () => workers.removeEventListener('message', hear)
}

/** The files of this page: those that were loaded before the worker was there. */
function loaded(): string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${window.location.origin}/assets/`))
}
