import { type Emoticon, splitEmoticons } from '../emoticons'

/** A stretch of a text message, in reading order. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; url: string }
  | { kind: 'mention'; text: string; name: string }
  | { kind: 'code'; text: string }
  | { kind: 'room'; text: string; id: number }
  | { kind: 'color'; text: string }
  | { kind: 'emoticon'; text: string; emoticon: Emoticon }

/** What a message is as a whole; HipChat decides it by the first word. */
export type Form = 'text' | 'me' | 'code' | 'quote'

const FORMS: [RegExp, Form][] = [
  [/^\/(?:me|em)\s+/i, 'me'],
  // Of code the indentation counts.
  [/^\/(?:code|pre|monospace)(?:[ \t]*\n|[ \t]+)/i, 'code'],
  [/^\/quote\s+/i, 'quote'],
]

export function formOf(body: string): { form: Form; text: string } {
  for (const [prefix, form] of FORMS) {
    const match = prefix.exec(body)
    if (match) return { form, text: body.slice(match[0].length) }
  }
  return { form: 'text', text: body }
}

/** What somebody does («/me waves»): told in one line, with the name in place. */
export function isDeed(body: string | null | undefined): boolean {
  return Boolean(body?.startsWith('/')) && formOf(body ?? '').form === 'me'
}

/** Who and what can be named in a text. */
export interface Names {
  isPerson: (name: string) => boolean
  /** The room whose name a text begins with, the longest one. */
  room?: (text: string) => { id: number; name: string } | undefined
}

// Addresses, `code`, @names, #rooms and #colours. All linear: no nested repetition, and an address of mail is looked for
// at the beginning of a word only.
const TOKENS =
  /(https?:\/\/[^\s<>"']+|www\.[^\s<>"'.]+\.[^\s<>"']+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|`([^`\n]+)`|(^|[^\w@./])@([\p{L}\p{N}_][\p{L}\p{N}_.-]*)|(?<=^|[\s(])#(?=[\p{L}\p{N}])/giu

/** Finds links, mentions, code, rooms, colours and emoticons. */
export function parseText(text: string, names: Names): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(TOKENS)) {
    const piece = pieceOf(match, names, text)
    if (!piece) continue
    const [found, at] = piece
    if (at < from) continue
    if (at > from) pieces.push(...plain(text.slice(from, at)))
    pieces.push(found)
    from = at + (found.kind === 'code' ? found.text.length + 2 : found.text.length)
  }
  if (from < text.length) pieces.push(...plain(text.slice(from)))
  return pieces
}

function pieceOf(match: RegExpMatchArray, names: Names, whole: string): [Piece, number] | null {
  const at = match.index ?? 0
  if (match[0] === '#') {
    const found = afterHash(whole.slice(at + 1), names)
    return found && [found, at]
  }
  const [, address, code, before = '', name] = match
  if (address) return [link(address), at]
  if (code) return [{ kind: 'code', text: code }, at]
  if (!name) return null
  // «@Ines.» ends a sentence: the longest known name counts.
  for (let known = name; known; known = /^(.*)[._-][^._-]*$/u.exec(known)?.[1] ?? '') {
    if (names.isPerson(known))
      return [{ kind: 'mention', text: `@${known}`, name: known }, at + before.length]
  }
  return null
}

function afterHash(rest: string, names: Names): Piece | null {
  const room = names.room?.(rest)
  if (room) return { kind: 'room', text: `#${rest.slice(0, room.name.length)}`, id: room.id }
  // «#861» is a ticket.
  const [color] = /^(?:[0-9a-f]{6}|(?!\d{3})[0-9a-f]{3})(?![\p{L}\p{N}])/iu.exec(rest) ?? []
  return color ? { kind: 'color', text: `#${color}` } : null
}

function link(address: string): Piece {
  const text = withoutTail(address)
  if (/^https?:/i.test(text)) return { kind: 'link', text, url: text }
  if (/^www\./i.test(text)) return { kind: 'link', text, url: `http://${text}` }
  return { kind: 'link', text, url: `mailto:${text}` }
}

/** Punctuation that ends the sentence, and a bracket that was opened before the address, are not part of it. */
function withoutTail(address: string): string {
  let text = address
  for (;;) {
    const last = text.at(-1) ?? ''
    const unopened = last === ')' && !text.includes('(')
    if (!unopened && !'.,;:!?…»'.includes(last)) return text
    text = text.slice(0, -1)
  }
}

function plain(text: string): Piece[] {
  return splitEmoticons(text).map((piece) =>
    typeof piece === 'string'
      ? { kind: 'text', text: piece }
      : { kind: 'emoticon', text: piece.shortcut, emoticon: piece },
  )
}

const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200d\ufe0f\s])+$/u
const SEGMENTS = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const MOST_BIG = 3

/** One to three emoji or emoticons and nothing else are drawn large. */
export function isBig(pieces: readonly Piece[]): boolean {
  let count = 0
  for (const piece of pieces) {
    if (piece.kind === 'emoticon') count += 1
    else if (piece.kind === 'text') {
      const text = piece.text.trim()
      if (text && !ONLY_EMOJI.test(text)) return false
      for (const { segment } of SEGMENTS.segment(text)) if (segment.trim()) count += 1
    } else return false
  }
  return count > 0 && count <= MOST_BIG
}
