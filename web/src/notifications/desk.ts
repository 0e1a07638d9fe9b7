import { pathOf } from '../chat/paths'
import type { ChatKey } from '../messages/model'

export interface Note {
  key: ChatKey
  title: string
  text: string
}

/** Where notifications are shown: the desktop, or a list in tests. */
export interface Desk {
  show(note: Note): void
  close(key: ChatKey): void
}

/** What the person has said to the browser. `insecure`: browsers show notifications only of pages with https. */
export type Permission = NotificationPermission | 'insecure' | 'unsupported'

export function permission(): Permission {
  if (!window.isSecureContext) return 'insecure'
  return 'Notification' in window ? Notification.permission : 'unsupported'
}

/** Asks the person. Only after they pressed something that says so. */
export async function askPermission(): Promise<Permission> {
  const before = permission()
  return before === 'default' ? Notification.requestPermission() : before
}

const TAG = 'chinwag/'
const ICON = '/icons/icon-192.png'

async function worker(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    const found = await navigator.serviceWorker?.getRegistration('/')
    return found?.active ? found : undefined
  } catch {
    return undefined
  }
}

/**
 * The system's notifications. By the service worker where there is one: phones know no other way, and a click then
 * also finds a page that was closed. One for each chat: a newer one takes its place.
 */
export class SystemDesk implements Desk {
  #shown = new Map<ChatKey, Notification>()
  #open: (path: string) => void

  constructor(open: (path: string) => void) {
    this.#open = open
  }

  show(note: Note): void {
    if (permission() === 'granted') void this.#show(note).catch(() => {})
  }

  close(key: ChatKey): void {
    this.#shown.get(key)?.close()
    this.#shown.delete(key)
    void worker().then(async (found) => {
      for (const one of (await found?.getNotifications({ tag: TAG + key })) ?? []) one.close()
    })
  }

  async #show({ key, title, text }: Note): Promise<void> {
    const path = pathOf(key)
    // The sound is ours, or none.
    const options = { body: text, tag: TAG + key, icon: ICON, silent: true, data: { path } }
    const found = await worker()
    if (found) return found.showNotification(title, options)
    const shown = new Notification(title, options)
    shown.onclick = () => {
      window.focus()
      this.#open(path)
      shown.close()
    }
    this.#shown.set(key, shown)
  }
}
