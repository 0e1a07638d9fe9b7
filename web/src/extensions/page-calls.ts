import { navigate } from 'wouter/use-browser-location'
import { getRoomPeople } from '../api/calls'
import type { ChatState } from '../chat/chat-state'
import { pathOf } from '../chat/paths'
import { type ChatKey, roomKey, userKey } from '../messages/model'
import type { Me, Person } from '../users/model'
import { shown as presenceOf } from '../users/model'
import { getPageToken } from './calls'
import { merged, withPrimary } from './dialog-look'
import type { AddonHost } from './host'
import { absolute } from './message-context'
import { type Addon, type Asking, isFields, type Opening, type Place, type RoomFacts } from './model'

type Do = (host: AddonHost, place: Place, args: unknown[]) => unknown

/** What a page of an add-on may ask of the chat. Everything it sends is of any shape. */
export async function pageCalls(
  host: AddonHost,
  place: Place,
  module: string,
  name: string,
  args: unknown[],
): Promise<unknown> {
  const call = CALLS[`${module}.${name}`]
  if (!call) throw new Error('There is no such function.')
  return call(host, place, args)
}

const CALLS: Record<string, Do> = {
  'auth.withToken': async (_, place) => pageToken(place),
  'user.getCurrentUser': ({ chat }, { addon }) => {
    needViewRoom(addon.scopes.includes('view_room'))
    return currentUser(chat.me, presenceOf(chat.people.get(chat.me.id)?.presence))
  },
  'user.open': ({ chat }, _, [wanted]) => openChat(chat, wanted),
  'room.getRoomDetails': ({ chat }, { addon, roomId }) => {
    needViewRoom(addon.scopes.includes('view_room'))
    const room = chat.rooms.get(roomId)
    if (!room) throw new Error('You can no longer see this room.')
    return roomDetails(room)
  },
  'room.getParticipants': ({ chat }, { addon, roomId }) => {
    needViewRoom(addon.scopes.includes('view_room'))
    return participants(chat, roomId)
  },
  'room.open': ({ chat }, _, [wanted]) => openChat(chat, wanted),
  'room.create': ({ addons }, _, [name, topic, privacy]) => {
    const isPrivate = privacy === 'private'
    addons.ask({
      dialog: 'create',
      name: text(name, 50),
      topic: text(topic, 250),
      privacy: isPrivate ? 'private' : 'public',
    })
  },
  'room.invite': ({ addons }, { roomId }, [wanted]) => {
    const people = (Array.isArray(wanted) ? wanted : [wanted]).filter(isName).slice(0, 100)
    addons.ask({ dialog: 'invite', roomId, people })
  },
  'chat.appendMessage': ({ chat }, { roomId }, [said]) => write(chat, roomKey(roomId), text(said)),
  'chat.focus': ({ chat }) => chat.writer?.focus(),
  'chat.addFileForUploadWithBase64': ({ chat }, { roomId }, [data, name]) => {
    chat.writing.attachments.add(roomKey(roomId), [fileOf(text(data, 70_000_000), text(name, 200))])
    chat.writer?.focus()
  },
  'file.openInFileViewer': ({ chat }, { roomId }, [file]) => showFile(chat, roomId, file),
  'dialog.open': async (host, { roomId, addon }, [wanted]) => openOwn(host, roomId, addon, wanted, 'dialog'),
  'dialog.update': (host, { addon }, [change]) => {
    const dialog = ownDialog(host, addon)
    host.addons.changeDialog(merged(dialog.options, change))
  },
  'dialog.updatePrimaryAction': (host, { addon }, [change]) => {
    const { options, module } = ownDialog(host, addon)
    host.addons.changeDialog(withPrimary(merged(module.options, options), change))
  },
  'dialog.close': (host, { addon }) => {
    ownDialog(host, addon)
    host.addons.closeDialog()
  },
  'sidebar.openView': async (host, { roomId, addon }, [wanted]) =>
    openOwn(host, roomId, addon, wanted, 'sidebar'),
  'sidebar.closeView': (host, { addon }) => {
    if (host.addons.store.getState().panel?.addon.oauth_id === addon.oauth_id) host.addons.closePanel()
  },
}

/** A page asks for a token before each call to its backend: one is kept until two minutes before its end. */
const tokens = new Map<string, { token: string; until: number }>()
const LEFT_MS = 120_000

export async function pageToken(place: Asking): Promise<string> {
  const key = `${place.roomId} ${place.addon.oauth_id} ${place.module.key}`
  const known = tokens.get(key)
  if (known && known.until > Date.now()) return known.token
  const { token, expires_at } = await getPageToken(place)
  tokens.set(key, { token, until: expires_at * 1_000 - LEFT_MS })
  return token
}

export function needViewRoom(hasIt: boolean): void {
  // A text, not an object: pages of old show it as it is.
  if (!hasIt) throw 'The add-on needs the scope view_room for this.' // not translated: its authors read it
}

export function currentUser(me: Me, show: string | null) {
  return {
    id: me.id,
    mention_name: me.mention_name,
    name: me.name,
    email: me.email,
    title: me.title,
    photo_url: me.photo_url ? absolute(me.photo_url) : null,
    is_admin: me.is_group_admin,
    is_guest: me.is_guest,
    presence: { show },
  }
}

export function roomDetails({ id, name, privacy, topic }: RoomFacts) {
  return { id, name, privacy, topic }
}

async function participants(chat: ChatState, roomId: number) {
  const { items } = await getRoomPeople(roomId)
  const all = items.map(({ id, name, mention_name }) => {
    const person = chat.people.get(id)
    return { id, name, mention_name, isGuest: Boolean(person?.is_guest), ...facts(chat, id, person) }
  })
  const told = (isGuest: boolean) =>
    all.filter((one) => one.isGuest === isGuest).map(({ isGuest: _, ...one }) => one)
  return { members: told(false), guests: told(true) }
}

function facts(chat: ChatState, id: number, person: Person | undefined) {
  const isMe = id === chat.me.id
  return {
    email: isMe ? chat.me.email : null,
    photo_url: person?.photo_url ? absolute(person.photo_url) : null,
    is_admin: isMe ? chat.me.is_group_admin : null,
    presence: { show: presenceOf(person?.presence) },
  }
}

function openChat(chat: ChatState, wanted: unknown): void {
  const key = isFields(wanted) ? chatNamed(chat, wanted) : null
  if (!key) throw new Error('There is no such room or person, or you cannot see it.')
  const said = isFields(wanted) ? text(wanted.message) : ''
  if (chat.view.getState().key === key) write(chat, key, said)
  else {
    if (said) chat.writing.drafts.set(key, joined(chat.writing.drafts.get(key), said))
    navigate(pathOf(key))
  }
}

/** The chat that somebody means, by the names that the JavaScript API and `hipchat://` links use. */
export function chatNamed(chat: ChatState, wanted: Record<string, unknown>): ChatKey | null {
  const { roomId, roomName, userId, userMentionName } = wanted
  if (roomId !== undefined || roomName !== undefined) {
    const rooms = [...chat.rooms.store.getState().rooms.values()]
    const room = rooms.find(
      ({ id, name }) => String(id) === String(roomId) || (isName(roomName) && same(name, roomName)),
    )
    return room ? roomKey(room.id) : null
  }
  const people = [...chat.people.store.getState().people.values()]
  const mention = isName(userMentionName) ? String(userMentionName).replace(/^@/, '') : null
  const person = people.find(
    ({ id, mention_name }) =>
      String(id) === String(userId) || (mention !== null && same(mention_name, mention)),
  )
  return person ? userKey(person.id) : null
}

function write(chat: ChatState, key: ChatKey, said: string): void {
  if (chat.view.getState().key === key && chat.writer) chat.writer.append(said)
  else chat.writing.drafts.set(key, joined(chat.writing.drafts.get(key), said))
}

function joined(before: string, more: string): string {
  return before && !/\s$/.test(before) ? `${before} ${more}` : before + more
}

function fileOf(data: string, name: string): File {
  const [, type = '', base64 = data] = /^data:([^;,]*)[^,]*,(.*)$/s.exec(data) ?? []
  let bytes: string
  try {
    bytes = atob(base64.replace(/\s/g, ''))
  } catch {
    throw new Error('The file is not in Base64.')
  }
  return new File([Uint8Array.from(bytes, (one) => one.charCodeAt(0))], name || 'file', { type })
}

/** A picture of this chat is shown large; anything else of the web opens in a tab. */
function showFile(chat: ChatState, roomId: number, file: unknown): void {
  const { id, mid, url } = isFields(file) ? file : {}
  const messages = chat.known(roomKey(roomId))?.timeline.messages ?? []
  const path = typeof url === 'string' ? url.replace(/[?#].*$/, '') : null
  const message = messages.find(
    (one) =>
      one.file && (one.id === mid || one.file.id === id || (path && absolute(one.file.url).startsWith(path))),
  )
  if (message?.file?.thumb_url) chat.viewer.setState({ id: message.id })
  else if (typeof url === 'string' && /^https?:\/\//i.test(url)) {
    window.open(url, '_blank', 'noopener,noreferrer')
  } else throw new Error('There is no such file here.')
}

async function openOwn(
  host: AddonHost,
  roomId: number,
  addon: Addon,
  wanted: unknown,
  where: 'dialog' | 'sidebar',
): Promise<void> {
  const given = typeof wanted === 'string' ? { key: wanted } : wanted
  if (!isFields(given) || typeof given.key !== 'string') throw new Error('Name the module with "key".')
  // The room may have been left while the page thought about it.
  if (host.addons.store.getState().rooms.get(roomId)?.includes(addon) === false) {
    addon = host.addons.of(roomId).find((one) => one.oauth_id === addon.oauth_id) ?? addon
  }
  const opening: Opening = { options: given.options, parameters: given.parameters }
  if (isFields(given.urlTemplateValues)) opening.values = given.urlTemplateValues
  if (!(await host.open(roomId, addon, given.key, opening))) {
    throw new Error(`This add-on has no ${where === 'dialog' ? 'dialog' : 'panel'} ${given.key} here.`)
  }
}

function ownDialog(host: AddonHost, addon: Addon) {
  const { dialog } = host.addons.store.getState()
  if (dialog?.addon.oauth_id !== addon.oauth_id) throw new Error('No dialog of this add-on is open.')
  return dialog
}

function isName(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function same(a: string, b: string | number): boolean {
  return a.toLowerCase() === String(b).toLowerCase()
}

function text(value: unknown, most = 10_000): string {
  return typeof value === 'string' ? value.slice(0, most) : ''
}
