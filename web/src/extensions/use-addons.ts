import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { ChatMessage } from '../api/types'
import { useChat, useRoom } from '../chat/context'
import { type Facts, holds, patternsIn } from './conditions'
import { messageContext } from './message-context'
import {
  type Addon,
  type AddonModule,
  type Glance,
  glanceKey,
  isFields,
  type ModuleKind,
  targetOf,
} from './model'
import { findPatterns, nameOf } from './patterns'

const NONE: readonly Addon[] = []

export function useRoomAddons(roomId: number): readonly Addon[] {
  return useStore(useChat().addons.store, ({ rooms }) => rooms.get(roomId) ?? NONE)
}

export interface Offer {
  addon: Addon
  module: AddonModule
}

function modulesOf(addons: readonly Addon[], kind: ModuleKind): Offer[] {
  return addons
    .flatMap((addon) => addon.modules.map((module) => ({ addon, module })))
    .filter(({ module }) => module.kind === kind)
    .sort((a, b) => (a.module.weight ?? 100) - (b.module.weight ?? 100))
}

/** Who asks, and where: what all conditions may look at. */
function useFacts(roomId: number): Facts | null {
  const { me } = useChat()
  const room = useRoom(roomId)
  return useMemo(() => (room ? { me, room } : null), [me, room])
}

export interface GlanceOffer extends Offer {
  glance: Glance | undefined
  canOpen: boolean
}

/** The glances that this person sees here. One whose metadata decides stays away until they are known. */
export function useGlances(roomId: number): GlanceOffer[] {
  const facts = useFacts(roomId)
  const addons = useRoomAddons(roomId)
  const glances = useStore(useChat().addons.store, (state) => state.glances)
  return useMemo(() => {
    if (!facts) return []
    return modulesOf(addons, 'glance').flatMap((offer) => {
      const glance = glances.get(glanceKey({ roomId, ...offer }))
      const hasFailed = glance?.state === 'failed'
      const metadata = glance?.content?.metadata ?? null
      const conditions = hasFailed ? withoutMetadata(offer.module.conditions) : offer.module.conditions
      if (!holds(conditions, { ...facts, metadata })) return []
      return [{ ...offer, glance, canOpen: leadsSomewhere(offer) }]
    })
  }, [facts, addons, glances, roomId])
}

/** What could not be loaded is shown with a way to try again, whatever its metadata would have said. */
function withoutMetadata(conditions: unknown): unknown {
  if (!Array.isArray(conditions)) return conditions
  return conditions.filter((one) => !isFields(one) || one.condition !== 'glance_matches')
}

function leadsSomewhere({ addon, module }: Offer): boolean {
  const target = targetOf(module.target, addon)
  return Boolean(target && addon.modules.some(({ key, kind }) => key === target.key && kind !== 'action'))
}

/** Panels that no glance leads to have a line of their own. */
export function useLonePanels(roomId: number): Offer[] {
  const facts = useFacts(roomId)
  const addons = useRoomAddons(roomId)
  return useMemo(() => {
    if (!facts) return []
    return modulesOf(addons, 'webPanel').filter(({ addon, module }) => {
      const isTarget = addon.modules.some(
        (one) => one.kind === 'glance' && targetOf(one.target, addon)?.key === module.key,
      )
      return !isTarget && holds(module.conditions, facts)
    })
  }, [facts, addons])
}

/** Entries for the composer's menu. */
export function useInputActions(roomId: number): Offer[] {
  const facts = useFacts(roomId)
  const addons = useRoomAddons(roomId)
  return useMemo(() => {
    if (!facts) return []
    return modulesOf(addons, 'action').filter(
      ({ module }) => module.location === 'hipchat.input.action' && holds(module.conditions, facts),
    )
  }, [facts, addons])
}

/** Entries for the menu of a message. Those that search its text come a moment later. */
export function useMessageActions(roomId: number, message: ChatMessage): Offer[] {
  const facts = useFacts(roomId)
  const addons = useRoomAddons(roomId)
  const context = useMemo(() => messageContext(message), [message])
  const actions = useMemo(
    () => modulesOf(addons, 'action').filter(({ module }) => module.location === 'hipchat.message.action'),
    [addons],
  )
  const patterns = useMemo(() => actions.flatMap(({ module }) => patternsIn(module.conditions)), [actions])
  const [found, setFound] = useState<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (patterns.length === 0) return
    let isGone = false
    findPatterns(patterns, context.body).then(
      (names) => isGone || setFound(names),
      () => {},
    )
    return () => {
      isGone = true
    }
  }, [patterns, context])
  return useMemo(() => {
    if (!facts) return []
    const isFound = (pattern: string, flags: string) => Boolean(found?.has(nameOf({ pattern, flags })))
    return actions.filter(({ module }) => {
      if (!found && patternsIn(module.conditions).length > 0) return false
      return holds(module.conditions, { ...facts, message: context, isFound })
    })
  }, [facts, actions, context, found])
}
