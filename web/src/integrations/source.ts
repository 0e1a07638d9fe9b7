import { t } from '../i18n'
import type { Source } from './calls'

/** What somebody typed or pasted: the address of a descriptor, or the descriptor. A sentence when it is neither. */
export function readSource(given: string): Source | string {
  const text = given.trim()
  if (!text) return t('Enter the address of the descriptor, or paste the descriptor.')
  if (text.startsWith('{')) return readDescriptor(text)
  // Some makers put the descriptor itself behind their button; what that holds the server reads.
  if (/^data:application\/json/i.test(text)) return { url: text }
  if (!/^https?:\/\/\S+$/i.test(text))
    return t('An address begins with https:// or http://, a descriptor with a brace.')
  return { url: text }
}

export function readDescriptor(text: string): Source | string {
  let descriptor: unknown
  try {
    descriptor = JSON.parse(text)
  } catch (error) {
    return t('This is not JSON: {reason}', { reason: error instanceof Error ? error.message : '' })
  }
  if (typeof descriptor !== 'object' || descriptor === null || Array.isArray(descriptor)) {
    return t('A descriptor is one JSON object, in braces.')
  }
  return { descriptor: descriptor as Record<string, unknown> }
}

/** The review page of an add-on; nothing in its address leads anywhere else than to the descriptor. */
export function installPath(url: string, room: number | null): string {
  return `/addons/install?url=${encodeURIComponent(url)}${room === null ? '' : `&room=${room}`}`
}

/** What the address of the review page asks for. */
export function readInstallQuery(search: string): { source: Source | string | null; room: number | null } {
  const query = new URLSearchParams(search)
  const url = query.get('url')
  const room = query.get('room') ?? ''
  return {
    source: url === null ? null : readSource(url.startsWith('{') ? 'x' : url),
    room: /^[1-9]\d{0,15}$/.test(room) ? Number(room) : null,
  }
}

/** Where it comes from, for people: an address that holds the whole descriptor says nothing to them. */
export function sourceName(source: Source): string {
  if (!('url' in source)) return t('The descriptor that you gave')
  return isData(source.url) ? t('The descriptor in the link') : source.url
}

export function isData(url: string): boolean {
  return /^data:/i.test(url)
}
