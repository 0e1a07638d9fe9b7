import { createStore } from 'zustand/vanilla'
import type { ChatMessage } from '../api/types'
import { type Addon, type Glance, type GlanceContent, glanceKey, type Shown } from './model'

interface AddonsState {
  rooms: ReadonlyMap<number, readonly Addon[]>
  glances: ReadonlyMap<string, Glance>
  panel: Shown | null
  dialog: Shown | null
  /** The chat's own dialogs that a page asked for. */
  asked: Asked | null
}

export type Asked =
  | { dialog: 'create'; name: string; topic: string; privacy: 'public' | 'private' }
  | { dialog: 'invite'; roomId: number; people: readonly (string | number)[] }

/** What happened, for pages that are open. */
export type Heard =
  | { kind: 'message'; roomId: number; clientId: string; message: ChatMessage }
  | {
      kind: 'glance'
      roomId: number | null
      clientId: string
      addonKey: string
      key: string
      content: GlanceContent
    }

export interface GlanceUpdated {
  addon_key: string
  client_id: string
  key: string
  content: GlanceContent
  room_id?: number
}

const NONE: readonly Addon[] = []

/**
 * The add-ons of rooms, and what they show now. This much comes with the chat; everything that draws them is fetched when
 * a room has some.
 */
export class Addons {
  readonly store = createStore<AddonsState>(() => ({
    rooms: new Map(),
    glances: new Map(),
    panel: null,
    dialog: null,
    asked: null,
  }))
  readonly listeners = new Set<(heard: Heard) => void>()
  #list: (roomId: number) => Promise<{ addons: Addon[] }>
  #stale = new Set<number>()
  #fetching = new Map<number, object>()
  #shown: number | null = null
  #opened = 0

  constructor(list: (roomId: number) => Promise<{ addons: Addon[] }>) {
    this.#list = list
  }

  of(roomId: number): readonly Addon[] {
    return this.store.getState().rooms.get(roomId) ?? NONE
  }

  /** Another chat is on screen: what was open of the last one closes. Null: none, or one with a person. */
  show(roomId: number | null): void {
    if (roomId === this.#shown) return
    this.#shown = roomId
    this.store.setState({ panel: null, dialog: null, asked: null })
    if (roomId === null) return
    if (this.#stale.has(roomId) || !this.store.getState().rooms.has(roomId)) void this.#fetch(roomId)
  }

  /** Something was installed, removed or changed: in one room, or in all of them. */
  changed(roomId: number | null): void {
    if (roomId === null) for (const known of this.store.getState().rooms.keys()) this.#stale.add(known)
    else this.#stale.add(roomId)
    if (this.#shown !== null && (roomId === null || roomId === this.#shown)) void this.#fetch(this.#shown)
  }

  /** Add-on pushed new content for one of its glances. */
  pushed({ addon_key, client_id, key, content, room_id }: GlanceUpdated): void {
    const glances = new Map(this.store.getState().glances)
    for (const [roomId, addons] of this.store.getState().rooms) {
      if (room_id !== undefined && room_id !== roomId) continue
      const addon = addons.find((one) => one.oauth_id === client_id)
      const module = addon?.modules.find((one) => one.kind === 'glance' && one.key === key)
      if (addon && module) glances.set(glanceKey({ roomId, addon, module }), { state: 'ready', content })
    }
    this.store.setState({ glances })
    const about = { clientId: client_id, addonKey: addon_key, key, content }
    this.#tell({ kind: 'glance', roomId: room_id ?? null, ...about })
  }

  /** A message arrived in a room: its add-on's pages may want to hear of it. */
  heard(roomId: number, message: ChatMessage): void {
    if (message.addon) this.#tell({ kind: 'message', roomId, clientId: message.addon.client_id, message })
  }

  setGlance(key: string, glance: Glance): void {
    this.store.setState(({ glances }) => ({ glances: new Map(glances).set(key, glance) }))
  }

  openPanel(panel: Omit<Shown, 'id'>): void {
    this.#opened += 1
    this.store.setState({ panel: { ...panel, id: this.#opened } })
  }

  openDialog(dialog: Omit<Shown, 'id'>): void {
    this.#opened += 1
    this.store.setState({ dialog: { ...dialog, id: this.#opened } })
  }

  /** Other options for the dialog that is open. */
  changeDialog(options: unknown): void {
    this.store.setState(({ dialog }) => ({ dialog: dialog && { ...dialog, options } }))
  }

  closePanel(): void {
    this.store.setState({ panel: null })
  }

  closeDialog(): void {
    this.store.setState({ dialog: null })
  }

  ask(asked: Asked | null): void {
    this.store.setState({ asked })
  }

  #tell(heard: Heard): void {
    for (const listener of this.listeners) listener(heard)
  }

  async #fetch(roomId: number): Promise<void> {
    const mark = {}
    this.#fetching.set(roomId, mark)
    this.#stale.delete(roomId)
    try {
      const { addons } = await this.#list(roomId)
      if (this.#fetching.get(roomId) === mark) this.#put(roomId, addons)
    } catch {
      // A room without its add-ons is still a room; they are asked for again when it is shown again.
      if (this.#fetching.get(roomId) === mark) this.#stale.add(roomId)
    }
  }

  #put(roomId: number, addons: readonly Addon[]): void {
    const glances = new Map(this.store.getState().glances)
    const used = addons.filter((one) => !one.is_disabled)
    for (const addon of used) {
      for (const module of addon.modules) {
        if (module.kind !== 'glance' || !module.content) continue
        glances.set(glanceKey({ roomId, addon, module }), { state: 'ready', content: module.content })
      }
    }
    const { panel, dialog, rooms } = this.store.getState()
    this.store.setState({
      rooms: new Map(rooms).set(roomId, used),
      glances,
      panel: stillThere(panel, roomId, used),
      dialog: stillThere(dialog, roomId, used),
    })
  }
}

/** A page whose add-on was removed or switched off closes. */
function stillThere(shown: Shown | null, roomId: number, addons: readonly Addon[]): Shown | null {
  if (!shown || shown.roomId !== roomId) return shown
  const addon = addons.find((one) => one.oauth_id === shown.addon.oauth_id)
  const module = addon?.modules.find((one) => one.key === shown.module.key && one.kind === shown.module.kind)
  return addon && (module || shown.address) ? shown : null
}
