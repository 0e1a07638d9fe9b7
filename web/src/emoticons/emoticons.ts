import standard from '../../../chinwag/emoticons/standard.json'
import { customEmoticons } from './custom'

/** An emoticon in a text: `(smile)`, or one of the few that are written as faces, like `:)`. */
export interface Emoticon {
  name: string
  /** Address of our drawing. */
  url: string
  /** What the person typed: the text alternative of the picture. */
  shortcut: string
  /** Only of the group's own ones, which need not be square. */
  width?: number
  height?: number
}

/** Names of all standard emoticons, in alphabetical order. */
export const EMOTICON_NAMES: readonly string[] = standard.map(({ shortcut }) => shortcut)

/** Those that people use every day, as the picker shows them first. */
// not translated: what people type
export const FREQUENT_EMOTICONS: readonly string[] =
  `smile bigsmile wink tongue lol yey awesome heart embarrassed oops frown gasp omg wat facepalm shrug
  thumbsup thumbsdown success successful failed continue unknown okay allthethings tableflip boom ninja
  coffee beer cake tree poo sadpanda zzz`.split(/\s+/)

const NAMES = new Set(EMOTICON_NAMES)

const FACES: Record<string, string> = {
  ':)': 'smile',
  ':-)': 'smile',
  ':(': 'frown',
  ':-(': 'frown',
  ';)': 'wink',
  ';-)': 'wink',
  ':D': 'bigsmile',
  ':-D': 'bigsmile',
  ':P': 'tongue',
  ':p': 'tongue',
  ':-P': 'tongue',
  ':-p': 'tongue',
  ':o': 'gasp',
  ':O': 'gasp',
  '<3': 'heart',
}

// `(name)` counts anywhere. A face must stand by itself, so that «f(x:D)» and «http://x» stay text.
const SHORTCUT = /\(([a-z0-9]{2,})\)|(?<![^\s])([:;]-?[)(DPpOo]|<3)(?=$|[\s.,!?])/g

export function findEmoticon(shortcut: string): Emoticon | null {
  const name = FACES[shortcut] ?? shortcut.match(/^\(([a-z0-9]+)\)$/)?.[1]
  if (!name) return null
  if (NAMES.has(name)) return { name, url: `/emoticons/${name}.svg`, shortcut }
  const own = customEmoticons.getState().byName.get(name)
  return own ? { name, url: own.url, shortcut, width: own.width, height: own.height } : null
}

/** The text in pieces: plain strings and emoticons, in order. Unknown `(names)` stay text. */
export function splitEmoticons(text: string): (string | Emoticon)[] {
  const pieces: (string | Emoticon)[] = []
  let from = 0
  for (const match of text.matchAll(SHORTCUT)) {
    const emoticon = findEmoticon(match[0])
    if (!emoticon) continue
    if (match.index > from) pieces.push(text.slice(from, match.index))
    pieces.push(emoticon)
    from = match.index + match[0].length
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}
