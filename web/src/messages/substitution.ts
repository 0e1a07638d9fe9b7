import type { ChatMessage } from './model'

/** `s/old/new/`: what to change in one's last message. */
export interface Substitution {
  old: string
  now: string
  isAll: boolean
  /** Ends with a slash, so it can hardly be meant as a message. */
  isCertain: boolean
}

const FORM = /^s\/((?:[^/\\\n]|\\.)+)\/((?:[^/\\\n]|\\.)*)(\/g?)?$/

/** Reads HipChat's way of mending a slip. Plain words, no patterns; `\/` is a slash. */
export function substitutionIn(text: string): Substitution | null {
  const [, old, now = '', end] = FORM.exec(text) ?? []
  if (!old) return null
  return { old: plain(old), now: plain(now), isAll: end === '/g', isCertain: end !== undefined }
}

/** The message with the change made; null when it does not hold the old words, or when nothing would be left. */
export function substituted(text: string, { old, now, isAll }: Substitution): string | null {
  if (!text.includes(old)) return null
  const mended = isAll ? text.split(old).join(now) : text.replace(old, () => now)
  return mended.trim() === '' || mended === text ? null : mended
}

/** The last thing that a person wrote and can still change. */
export function lastOwn(messages: readonly ChatMessage[], me: number): ChatMessage | undefined {
  return messages.findLast(
    (message) => message.type === 'message' && message.from?.id === me && !message.deleted,
  )
}

function plain(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}
