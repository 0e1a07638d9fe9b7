import type { KeyboardEvent } from 'react'
import type { Deeds } from './deeds'
import { takeMessageKey } from './message-keys'
import type { Row } from './rows'
import { tabOut } from './tab-out'
import { isInside } from './use-active-row'

interface Keys {
  rows: Row[]
  activeKey: string | null
  deeds: Deeds
  /** Brings a row into sight and gives it the focus. */
  goTo: (index: number) => void
  goToEnd: () => void
  askForDay: () => void
}

const STEPS: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/** Keys of the timeline: from message to message, to the end, to a day, and what the active message does. */
export function takeTimelineKey(event: KeyboardEvent<HTMLElement>, keys: Keys): void {
  if (tabOut(event) || (isOurs(event) && take(event, keys))) event.preventDefault()
}

/** True when the key meant something here. */
function take(event: KeyboardEvent, { rows, activeKey, deeds, goTo, goToEnd, askForDay }: Keys): boolean {
  const at = rows.findIndex((row) => row.key === activeKey)
  const row = rows[at]
  const step = STEPS[event.key]
  if (step !== undefined) {
    const next = nextRow(rows, at < 0 ? rows.length : at, step)
    if (next === null) return false
    goTo(next)
  } else if (event.key === 'End') goToEnd()
  else if (event.key === 'g') askForDay()
  else
    return Boolean(
      row && 'message' in row && !isOnPart(event) && takeMessageKey(event.key, row.message, deeds),
    )
  return true
}

function isOurs(event: KeyboardEvent<HTMLElement>): boolean {
  return !(event.altKey || event.ctrlKey || event.metaKey) && isInside(event) && !isTyping(event)
}

function nextRow(rows: Row[], from: number, step: number): number | null {
  for (let at = from + step; at >= 0 && at < rows.length; at += step) {
    const kind = rows[at]?.kind
    if (kind !== 'day' && kind !== 'new') return at
  }
  return null
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
}

/** Enter on a button or link of a message is theirs. */
function isOnPart({ key, target }: KeyboardEvent): boolean {
  return key === 'Enter' && target instanceof Element && target.closest('button, a, summary') !== null
}
