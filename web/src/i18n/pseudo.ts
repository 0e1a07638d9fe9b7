/**
 * Two languages that nobody speaks, for tests: one with accents and a third longer, one written from right to left.
 * Whatever on the screen is not in them is a text outside of the catalogue.
 */
import type { Catalogue } from './catalogue'

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = [...'åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ']

/** Changes the words, leaves {names} and <tags> as they are, and drops the meaning before a |. */
function change(key: string, word: (text: string) => string): string {
  const text = key.replace(/^\w+\|/, '')
  return text.replace(/\{\w+\}|<\/?\w+>|[^{}<>]+|./gs, (part) =>
    /^[{<]/.test(part) ? part : part.replace(/\p{L}+/gu, word),
  )
}

const accent = (word: string) => [...word].map((sign) => ACCENTED[PLAIN.indexOf(sign)] ?? sign).join('')

/** «[Çŕéåţé ŕööɱ ···]» */
export const accents: Catalogue = (key) => `[${change(key, accent)}${' ·'.repeat(Math.ceil(key.length / 6))}]`

/** Each word is overridden to run from right to left, so that it mirrors but can still be guessed. */
export const mirrored: Catalogue = (key) => change(key, (word) => `\u202e${word}\u202c`)
