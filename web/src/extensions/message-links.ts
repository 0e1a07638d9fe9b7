import { navigate } from 'wouter/use-browser-location'
import type { ChatState } from '../chat/chat-state'
import { pathOf } from '../chat/paths'
import { t } from '../i18n'
import { idOf, isRoom } from '../messages/model'
import { rowKey } from '../messages/row-key'
import { toast } from '../ui'
import { judge } from './bridge'
import { type AddonHost, hostOf, shownRoom } from './host'
import { chatNamed } from './page-calls'

/** A link of a message was clicked that names a module of its add-on, or a chat. */
export async function followLink(chat: ChatState, link: HTMLAnchorElement): Promise<void> {
  const address = link.getAttribute('href') ?? ''
  const target = link.dataset.target
  if (/^hipchat:/i.test(address)) openNamed(chat, address)
  else if (target && !(await openTarget(chat, link, target)) && judge(address)) {
    // It names nothing of its sender: then it is a link like others.
    window.open(address, '_blank', 'noopener,noreferrer')
  }
}

async function openTarget(chat: ChatState, link: HTMLAnchorElement, target: string): Promise<boolean> {
  const { key } = chat.view.getState()
  const name = link.closest<HTMLElement>('[data-key]')?.dataset.key
  const messages = key ? (chat.known(key)?.timeline.messages ?? []) : []
  const message = messages.find((one) => rowKey(one) === name)
  const roomId = shownRoom(chat)
  if (!message?.addon || roomId === null) return false
  const host = hostOf(chat)
  if (await host.follow(roomId, message, target, link.dataset.targetOptions ?? null)) return true
  return target === 'dialog' && openAddress(host, roomId, message.addon.client_id, link)
}

/** The older form: the link's own page in a dialog, without a word between it and the chat. */
function openAddress(host: AddonHost, roomId: number, clientId: string, link: HTMLAnchorElement): boolean {
  const addon = host.addons.of(roomId).find((one) => one.oauth_id === clientId)
  if (!addon || !judge(link.href)) return false
  const module = { kind: 'dialog' as const, key: 'link', full_key: `${addon.key}:link`, name: addon.name }
  const title = link.textContent?.trim().slice(0, 100)
  host.addons.openDialog({ roomId, addon, module, address: link.href, options: { title } })
  return true
}

/** `hipchat://host/room/5?target=add-on:module`, `hipchat://host/user/@mention`. */
function openNamed(chat: ChatState, address: string): void {
  const [, kind, name = '', query = ''] =
    /^hipchat:\/\/[^/]*\/(room|user)\/([^?#]*)(?:\?([^#]*))?/i.exec(address) ?? []
  const said = decoded(name)
  const key =
    kind?.toLowerCase() === 'room'
      ? (chatNamed(chat, { roomId: said }) ?? chatNamed(chat, { roomName: said }))
      : kind && (chatNamed(chat, { userId: said }) ?? chatNamed(chat, { userMentionName: said }))
  if (!key) {
    toast(t('There is no such room or person, or you cannot see it.'))
    return
  }
  navigate(pathOf(key))
  const target = new URLSearchParams(query).get('target')
  if (target && isRoom(key)) void openWhenKnown(chat, idOf(key), target)
}

const WAIT_MS = 10_000

/** The room's add-ons may still be on their way. */
async function openWhenKnown(chat: ChatState, roomId: number, target: string): Promise<void> {
  const { store } = chat.addons
  const until = Date.now() + WAIT_MS
  while (!store.getState().rooms.has(roomId) || shownRoom(chat) !== roomId) {
    if (Date.now() > until) return
    await new Promise((wait) => setTimeout(wait, 100))
  }
  const host = hostOf(chat)
  const [owner] = target.split(':')
  for (const addon of chat.addons.of(roomId)) {
    if (target.includes(':') && owner !== addon.key) continue
    if (await host.open(roomId, addon, target)) return
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
