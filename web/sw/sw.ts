/// <reference lib="webworker" />
export {}

/**
 * The service worker: a shell for when there is no connection, and the voice of Web Push. It keeps the page and the
 * hashed files of it that were used, and nothing else: no answer of the server's API, no message, no file, no face.
 */
declare const self: ServiceWorkerGlobalScope

const PREFIX = 'chinwag-shell-'
const WORDS = 'chinwag-words'
const PAGE = '/'
/** After that the page of last time is better than waiting. */
const PAGE_WITHIN_MS = 5_000
/** Addresses of the server that are no pages of the client. */
const NO_PAGES =
  /^\/(?:api|v1|v2|files|pictures|emoticons|atlassian-connect|icons|assets)(?:\/|$)|\.[a-z0-9]+$/i

interface Told {
  type: 'keep' | 'words' | 'signed-out'
  urls?: string[]
  words?: Record<string, string>
}

interface Pushed {
  type: 'message' | 'test'
  key: string
  path: string
  title: string
  sender?: string | null
  text?: string | null
}

self.addEventListener('install', (event) => {
  void self.skipWaiting()
  event.waitUntil(renewPage().catch(() => {}))
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (request.mode === 'navigate' && !NO_PAGES.test(url.pathname)) event.respondWith(page(event))
})

// ---- the shell

/** The page from the server when it answers in time, else as it was. */
async function page(event: FetchEvent): Promise<Response> {
  try {
    const response = await fetch(event.request, { signal: AbortSignal.timeout(PAGE_WITHIN_MS) })
    if (response.status < 502) {
      if (response.ok && !response.redirected) event.waitUntil(keepPage(response.clone()))
      return response
    }
    return (await caches.match(PAGE)) ?? response
  } catch {
    return (await caches.match(PAGE)) ?? Response.error()
  }
}

/** Hashed files never change: what is here is right. */
async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request.url)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) {
    const copy = response.clone()
    void current()
      .then((cache) => cache.put(request.url, copy))
      .catch(() => {})
  }
  return response
}

async function renewPage(): Promise<void> {
  const response = await fetch(PAGE, { cache: 'no-cache', credentials: 'omit' })
  if (response.ok) await keepPage(response)
}

/** A new page is a new version of the client: it gets a place of its own, and the last but one goes. */
async function keepPage(response: Response): Promise<void> {
  if (!response.headers.get('Content-Type')?.startsWith('text/html')) return
  const known = await caches.match(PAGE)
  const [fresh, old] = [await response.clone().text(), await known?.text()]
  if (fresh === old) return
  const numbers = await versions()
  const next = (numbers.at(-1) ?? 0) + 1
  const cache = await caches.open(PREFIX + next)
  await cache.put(PAGE, response)
  for (const number of numbers.slice(0, -1)) await caches.delete(PREFIX + number)
  const last = numbers.at(-1)
  if (last !== undefined) await (await caches.open(PREFIX + last)).delete(PAGE)
}

async function versions(): Promise<number[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  return names.map((name) => Number(name.slice(PREFIX.length))).sort((a, b) => a - b)
}

async function current(): Promise<Cache> {
  return caches.open(PREFIX + ((await versions()).at(-1) ?? 1))
}

/** What the page had loaded before this worker was there. */
async function keep(urls: string[]): Promise<void> {
  const cache = await current()
  for (const url of urls) {
    const { origin, pathname } = new URL(url)
    if (origin !== self.location.origin || !pathname.startsWith('/assets/')) continue
    if (!(await cache.match(url))) await cache.add(url).catch(() => {})
  }
}

// ---- what the page says

self.addEventListener('message', (event) => {
  const told = event.data as Told
  if (told.type === 'keep') event.waitUntil(keep(told.urls ?? []))
  else if (told.type === 'words') event.waitUntil(keepWords(told.words ?? {}))
  else if (told.type === 'signed-out') event.waitUntil(closeAll())
})

async function keepWords(words: Record<string, string>): Promise<void> {
  await (await caches.open(WORDS)).put('/words', new Response(JSON.stringify(words)))
}

async function word(name: string, otherwise: string): Promise<string> {
  const kept = await (await caches.open(WORDS)).match('/words')
  const words = kept ? ((await kept.json()) as Record<string, string>) : {}
  return words[name] ?? otherwise
}

async function closeAll(): Promise<void> {
  for (const shown of await self.registration.getNotifications()) shown.close()
}

// ---- Web Push

self.addEventListener('push', (event) => {
  const pushed = event.data?.json() as Pushed | undefined
  if (pushed) event.waitUntil(show(pushed))
})

async function show(pushed: Pushed): Promise<void> {
  const isTest = pushed.type === 'test'
  const words = isTest ? await word('test', 'Notifications work here.') : pushed.text
  const named = pushed.sender && pushed.sender !== pushed.title ? `${pushed.sender}: ${words ?? ''}` : words
  await self.registration.showNotification(pushed.title, {
    body: named ?? (await word('message', 'New message')),
    tag: `chinwag/${pushed.key}`,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { path: pushed.path },
  })
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const data = event.notification.data as { path?: string } | null
  event.waitUntil(openAt(data?.path ?? '/'))
})

/** In a page that is open already, else in a new one. Only paths of this server. */
async function openAt(wanted: string): Promise<void> {
  const url = new URL(wanted, self.location.origin)
  const path = url.origin === self.location.origin ? url.pathname + url.search : '/'
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const found = pages.find((one) => one.focused) ?? pages[0]
  if (!found) {
    await self.clients.openWindow(path)
    return
  }
  await found.focus().catch(() => {})
  found.postMessage({ type: 'open', path })
}
