import { vi } from 'vitest'
import { ApiError } from '../api/errors'
import type { EmoticonEntry, MessageIn, Start } from '../api/types'
import type { FileIn } from '../api/upload'
import type { Addon } from '../extensions/model'
import type { HistoryQuery } from '../messages/history'
import type { ChatKey, ChatMessage, HistoryPage } from '../messages/model'
import { roomKey } from '../messages/model'
import { BY_DEFAULT, type PreferencesOut } from '../preferences/model'
import type { RoomEntry } from '../rooms/model'
import type { RepliesPage, RepliesQuery } from '../threads/calls'
import type { Me, Person } from '../users/model'
import { ChatState, type Server } from './chat-state'
import type { Shelf } from './shelf'

/** Doubles for tests of the state: people, messages, a shelf in memory, a server that keeps its chats in memory. */

export const ME: Me = {
  id: 1,
  name: 'Ines Lindqvist',
  mention_name: 'Ines',
  email: 'ines@quayside.example',
  title: '',
  is_group_admin: false,
  is_guest: false,
  timezone: 'UTC',
}
export const MAYA = { id: 2, name: 'Maya Okafor', mention_name: 'Maya' }
export const RAVI = { id: 3, name: 'Ravi Menon', mention_name: 'Ravi' }

export function aMessage(position: number, change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: `m${position}`,
    chat_id: 5,
    position,
    date: new Date(Date.UTC(2026, 4, 14, 9, 0, position * 10)).toISOString(),
    type: 'message',
    from: MAYA,
    body: `message ${position}`,
    format: 'text',
    ...change,
  }
}

export function messages(from: number, to: number): ChatMessage[] {
  return Array.from({ length: to - from + 1 }, (_, i) => aMessage(from + i))
}

export function aRoom(change: Partial<RoomEntry> = {}): RoomEntry {
  return {
    id: 5,
    name: 'Timetable',
    topic: '',
    privacy: 'public',
    is_archived: false,
    owner_id: 2,
    last_position: 0,
    read_position: 0,
    mentions: 0,
    last_active: null,
    can_post: true,
    can_admin: false,
    ...change,
  }
}

export function aPerson(change: Partial<Person> = {}): Person {
  return {
    ...MAYA,
    title: '',
    photo_url: null,
    is_guest: false,
    presence: null,
    chat_id: null,
    last_position: 0,
    read_position: 0,
    last_active: null,
    ...change,
  }
}

export function memoryShelf(): Shelf & { texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return {
    texts,
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
    removeItem: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  }
}

/** Answers history as the real one: keyset pages, oldest first. */
export function page(all: readonly ChatMessage[], query: HistoryQuery): HistoryPage {
  const { before = Number.POSITIVE_INFINITY, after = 0, around, date, limit } = query
  const bounds = { first_position: all[0]?.position ?? 0, last_position: all.at(-1)?.position ?? 0 }
  const at = all.findIndex((one) => (around ? one.id === around : one.date >= (date ?? '')))
  if (around && at < 0) throw new ApiError(`Message ${around} not found`, 404)
  if (around || date) {
    const start = Math.max(0, (at < 0 ? all.length : at) - Math.floor(limit / 2))
    return { items: all.slice(start, start + limit), ...bounds }
  }
  const within = all.filter(({ position }) => position < before && position > after)
  return {
    items: query.after === undefined ? within.slice(-limit) : within.slice(0, limit),
    ...bounds,
  }
}

export class FakeServer implements Server {
  cursor = 100
  uploadLimit = 50 * 1024 * 1024
  ownEmoticons: EmoticonEntry[] = []
  addons: Addon[] = []
  chosen: PreferencesOut = { preferences: BY_DEFAULT, chats: [] }
  rooms: RoomEntry[] = [aRoom()]
  people: Person[] = [aPerson({ id: ME.id, name: ME.name, mention_name: ME.mention_name }), aPerson()]
  chats = new Map<ChatKey, ChatMessage[]>()
  sent: { key: ChatKey; body: MessageIn }[] = []
  read = vi.fn(async () => {})
  unread = vi.fn(async () => {
    if (this.failure) throw this.failure
  })
  /** Set to make the next calls fail. */
  failure: unknown = null

  put(key: ChatKey, list: ChatMessage[]): void {
    this.chats.set(key, list)
    const room = this.rooms.find((one) => roomKey(one.id) === key)
    if (room) room.last_position = list.at(-1)?.position ?? 0
  }

  async start(): Promise<Start> {
    if (this.failure) throw this.failure
    return {
      cursor: this.cursor,
      me: ME,
      group: { id: 1, name: 'Quayside' },
      rooms: this.rooms.map((room) => ({ ...room })),
      people: this.people.map((person) => ({ ...person })),
      upload_limit: this.uploadLimit,
    }
  }

  async history(key: ChatKey, query: HistoryQuery): Promise<HistoryPage> {
    if (this.failure) throw this.failure
    return page(this.chats.get(key) ?? [], query)
  }

  async send(key: ChatKey, body: MessageIn): Promise<ChatMessage> {
    if (this.failure) throw this.failure
    const list = this.chats.get(key) ?? []
    const known = list.find((message) => message.client_id === body.client_id)
    if (known) return known
    this.sent.push({ key, body })
    const position = (list.at(-1)?.position ?? 0) + 1
    const message = aMessage(position, {
      id: `sent ${position}`,
      from: ME,
      body: body.message,
      client_id: body.client_id ?? null,
    })
    this.chats.set(key, [...list, message])
    return message
  }

  async share(key: ChatKey, body: FileIn): Promise<ChatMessage> {
    if (this.failure) throw this.failure
    const sent = await this.send(key, { message: body.text, client_id: body.client_id })
    const { name, size, type } = body.file
    return { ...sent, file: { id: 'f1', name, size, type, url: `/files/f1/${name}` } }
  }

  async edit(key: ChatKey, id: string, text: string): Promise<ChatMessage> {
    if (this.failure) throw this.failure
    const message = this.chats.get(key)?.find((one) => one.id === id)
    if (!message) throw new Error('no such message')
    return { ...message, body: text, edited: true }
  }

  async remove(): Promise<void> {
    if (this.failure) throw this.failure
  }

  async react(): Promise<void> {
    if (this.failure) throw this.failure
  }

  async pin(): Promise<void> {
    if (this.failure) throw this.failure
  }

  async replies(key: ChatKey, id: string, { before, limit }: RepliesQuery): Promise<RepliesPage> {
    if (this.failure) throw this.failure
    const all = (this.chats.get(key) ?? []).filter((one) => one.parent?.id === id)
    const within = all.filter(({ position }) => position < (before ?? Number.POSITIVE_INFINITY))
    return { items: within.slice(-limit), has_more: within.length > limit }
  }

  async emoticons(): Promise<EmoticonEntry[]> {
    return this.ownEmoticons
  }

  async preferences(): Promise<PreferencesOut> {
    return this.chosen
  }

  async choose(): Promise<void> {
    if (this.failure) throw this.failure
  }

  async chooseForChat(): Promise<void> {
    if (this.failure) throw this.failure
  }

  async extensions(): Promise<{ addons: Addon[] }> {
    return { addons: this.addons }
  }

  liveUrl(cursor: number): string {
    return `ws://test/api/live?cursor=${cursor}`
  }
}

export async function aChat(server: FakeServer, shelf = memoryShelf()): Promise<ChatState> {
  return new ChatState(await server.start(), server, shelf, () => {})
}
