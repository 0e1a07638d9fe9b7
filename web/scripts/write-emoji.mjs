/**
 * Writes src/emoji/data/{en,de}.json from emojibase-data, which is not needed otherwise:
 *   npm install --no-save emojibase-data && node scripts/write-emoji.mjs node_modules/emojibase-data
 * One list for each group: [emoji, label, words] with 1 behind them when it takes a skin tone. German has the labels and
 * words in the same order.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const GROUPS = ['faces', 'people', null, 'nature', 'food', 'travel', 'activities', 'objects', 'symbols', 'flags']
const TONE = '\u{1F3FB}'
const [, , source] = process.argv
if (!source) throw new Error('Say where emojibase-data lies.')

const read = (language) => JSON.parse(readFileSync(`${source}/${language}/compact.json`, 'utf8'))
const english = read('en').filter(({ group }) => group !== undefined && GROUPS[group])
const german = new Map(read('de').map((one) => [one.hexcode, one]))

/** Whether a skin tone simply follows the first picture. */
function takesTone({ unicode, skins }) {
  const [first, ...rest] = unicode
  const toned = (first + TONE + rest.join('')).replace(`${TONE}\ufe0f`, TONE)
  return skins?.[0]?.unicode === toned
}

/** Words for the search, without those that the label has already. */
function words({ label, tags = [] }) {
  const known = new Set(label.toLowerCase().split(/\W+/u))
  return tags.filter((tag) => !known.has(tag.toLowerCase())).join(' ')
}

const groups = {}
const translated = {}
for (const one of english.sort((a, b) => a.group - b.group || a.order - b.order)) {
  const name = GROUPS[one.group]
  groups[name] ??= []
  translated[name] ??= []
  const row = [one.unicode, one.label, words(one)]
  groups[name].push(takesTone(one) ? [...row, 1] : row)
  const other = german.get(one.hexcode) ?? one
  translated[name].push([other.label, words(other)])
}
mkdirSync(new URL('../src/emoji/data/', import.meta.url), { recursive: true })
const write = (name, value) =>
  writeFileSync(new URL(`../src/emoji/data/${name}.json`, import.meta.url), `${JSON.stringify(value)}\n`)
write('en', groups)
write('de', translated)
