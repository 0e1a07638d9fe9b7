import { sentence } from '../api/errors'
import type { ChatMessage } from '../api/types'
import type { ChatState } from '../chat/chat-state'
import { t } from '../i18n'
import { isRoom } from '../messages/model'
import { toast } from '../ui'
import type { Addons, Heard } from './addons'
import { Bridge } from './bridge'
import { openModule, queryGlance } from './calls'
import { messageOut } from './message-context'
import {
  type Addon,
  type AddonModule,
  glanceKey,
  isFields,
  moduleOf,
  type Opening,
  type Place,
  type Shown,
  targetOf,
} from './model'
import { pageCalls } from './page-calls'

interface Connected {
  bridge: Bridge
  place: Place
}

/** Opens what add-ons offer, and carries words between their pages and the chat. */
export class AddonHost {
  readonly chat: ChatState
  readonly addons: Addons
  #connected = new Set<Connected>()
  #askedGlances = new Set<string>()

  constructor(chat: ChatState) {
    this.chat = chat
    this.addons = chat.addons
    this.addons.listeners.add((heard) => void this.#hear(heard))
  }

  /** A page is shown in a frame: it may call, and hears what concerns it. */
  connect(shown: Shown, frame: HTMLIFrameElement, id: string, origin: string): Bridge {
    const place: Place = { roomId: shown.roomId, addon: shown.addon, module: shown.module }
    const bridge = new Bridge({
      id,
      origin,
      frame,
      call: (module, name, args) => pageCalls(this, place, module, name, args),
      onBroadcast: (event, data) => this.#broadcast(place, bridge, event, data),
    })
    this.#connected.add({ bridge, place })
    if (shown.event) bridge.tell(shown.event.name, shown.event.data)
    if (shown.parameters !== undefined) bridge.tell('receive-parameters', shown.parameters)
    return bridge
  }

  disconnect(bridge: Bridge): void {
    bridge.close()
    for (const one of this.#connected) if (one.bridge === bridge) this.#connected.delete(one)
  }

  /** Opens the module that a target names. A glance opens its own target. False: there is none. */
  async open(roomId: number, addon: Addon, target: unknown, opening: Opening = {}): Promise<boolean> {
    const wanted = targetOf(target, addon)
    const module = wanted && moduleOf(addon, wanted.key)
    if (!wanted || !module) return false
    const options = opening.options ?? wanted.options
    if (module.kind === 'glance') {
      // A glance that leads to a glance leads nowhere: no circles.
      const next = targetOf(module.target, addon)
      const inner = next && moduleOf(addon, next.key)
      return inner && inner.kind !== 'glance'
        ? this.open(roomId, addon, module.target, { ...opening, options: opening.options })
        : false
    }
    const shown = { roomId, addon, module, ...opening, options }
    if (module.kind === 'webPanel') this.addons.openPanel(shown)
    else if (module.kind === 'dialog') this.addons.openDialog(shown)
    else if (module.kind === 'externalPage') await this.#openTab(shown)
    else return false
    return true
  }

  /** An action of a menu was chosen, on a message or in the composer. */
  async choose(roomId: number, addon: Addon, action: AddonModule, message?: ChatMessage): Promise<void> {
    const data = message && (await messageOut(message, roomId))
    const opening: Opening = data ? { event: { name: action.key, data }, values: { message: data } } : {}
    if (!(await this.open(roomId, addon, action.target, opening))) {
      toast(t('{name} has nothing to show for this.', { name: addon.name }))
    }
  }

  /** A link in a message names a module of the add-on that sent it. */
  async follow(
    roomId: number,
    message: ChatMessage,
    target: string,
    written: string | null,
  ): Promise<boolean> {
    const addon = this.addons.of(roomId).find((one) => one.oauth_id === message.addon?.client_id)
    if (!addon) return false
    if (target.includes(':') && !target.startsWith(`${addon.key}:`)) return false
    const given = parse(written)
    const data = await messageOut(message, roomId)
    return this.open(
      roomId,
      addon,
      { key: target, options: given.options },
      {
        parameters: given.parameters ?? data,
        values: { ...(isFields(given.urlTemplateValues) ? given.urlTemplateValues : {}), message: data },
      },
    )
  }

  /** Asks a glance when it is shown first. */
  askGlanceOnce(place: Place): void {
    const key = glanceKey(place)
    if (this.#askedGlances.has(key)) return
    this.#askedGlances.add(key)
    void this.refreshGlance(place)
  }

  /** Fetches what a glance shows. */
  async refreshGlance(place: Place): Promise<void> {
    const key = glanceKey(place)
    const before = this.addons.store.getState().glances.get(key)
    if (before?.state === 'loading') return
    this.addons.setGlance(key, { state: 'loading', content: before?.content ?? null })
    try {
      const { content } = await queryGlance(place)
      this.addons.setGlance(key, { state: 'ready', content })
    } catch (refusal) {
      const now = this.addons.store.getState().glances.get(key)
      // Something may have been pushed meanwhile.
      if (now?.state === 'ready') return
      this.addons.setGlance(key, { state: 'failed', content: null, problem: sentence(refusal) })
    }
  }

  async #openTab(place: Place & Opening): Promise<void> {
    try {
      const { url } = await openModule(place, place.values ?? {})
      if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer')
    } catch (refusal) {
      toast(sentence(refusal))
    }
  }

  #broadcast(from: Place, sender: Bridge, event: string, data: unknown): void {
    for (const { bridge, place } of this.#connected) {
      if (bridge !== sender && place.addon.oauth_id === from.addon.oauth_id) bridge.tell(event, data)
    }
  }

  async #hear(heard: Heard): Promise<void> {
    const mine = [...this.#connected].filter(
      ({ place }) =>
        place.addon.oauth_id === heard.clientId && (heard.roomId === null || heard.roomId === place.roomId),
    )
    if (mine.length === 0) return
    if (heard.kind === 'glance') {
      const data = {
        addon_key: heard.addonKey,
        module_key: heard.key,
        metadata: heard.content.metadata ?? null,
      }
      for (const { bridge } of mine) if (bridge.hears('glance-update')) bridge.tell('glance-update', data)
    } else {
      const listening = mine.filter(({ bridge }) => bridge.hears('message-received'))
      if (listening.length === 0) return
      const data = await messageOut(heard.message, heard.roomId)
      for (const { bridge } of listening) bridge.tell('message-received', data)
    }
  }
}

function parse(json: string | null): Record<string, unknown> {
  try {
    const given: unknown = JSON.parse(json ?? '')
    return isFields(given) ? given : {}
  } catch {
    return {}
  }
}

const hosts = new WeakMap<ChatState, AddonHost>()

/** One for each signed-in chat. */
export function hostOf(chat: ChatState): AddonHost {
  let host = hosts.get(chat)
  if (!host) {
    host = new AddonHost(chat)
    hosts.set(chat, host)
  }
  return host
}

/** The room on screen, if it is one. */
export function shownRoom(chat: ChatState): number | null {
  const { key } = chat.view.getState()
  return key && isRoom(key) ? Number(key.slice(5)) : null
}
