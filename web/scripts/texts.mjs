/**
 * Checks the texts of the interface: every text has German, German fits its English (names in braces, marked-up parts),
 * no catalogue keeps what is not said any more, and no text stands in the source outside of the catalogue.
 *
 *   npm run texts                   check everything
 *   npm run texts -- rooms chat     check these folders of src
 *   npm run texts -- --write rooms  add what src/i18n/de/rooms.json lacks (as "", to be filled in), drop what is not said
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { outside } from './texts-outside.mjs'
import { said } from './texts-said.mjs'
import { parse } from './texts-source.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const SRC = join(ROOT, 'src')
const GERMAN = join(SRC, 'i18n', 'de')
/** Sources that say nothing to people: tests, and what tests stand on. */
const NOT_SAID = /\.(test|d)\.tsx?$|^(i18n|fake-fetch|render-page|test-setup)|test-world|early-theme/

const args = process.argv.slice(2)
const write = args.includes('--write')
const wanted = new Set(args.filter((one) => !one.startsWith('--')))
const problems = []

const folderOf = (path) => (path.includes(sep) ? path.split(sep)[0] : 'app')
const isWanted = (folder) => wanted.size === 0 || wanted.has(folder)

/** Every text with its folders and first place, and what stands outside of the catalogue. */
function readSources() {
  const texts = new Map()
  for (const name of readdirSync(SRC, { recursive: true })) {
    if (!/\.tsx?$/.test(name) || NOT_SAID.test(name)) continue
    const source = parse(join(SRC, name))
    const place = (node) =>
      `${relative(ROOT, source.fileName)}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`
    for (const one of said(source)) {
      if (one.fault) {
        if (isWanted(folderOf(name))) problems.push(`${place(one.node)}: ${one.fault}`)
        continue
      }
      const known = texts.get(one.key) ?? { key: one.key, english: one.english, folders: new Set() }
      known.place ??= place(one.node)
      known.plural ||= one.plural
      texts.set(one.key, known)
      known.folders.add(folderOf(name))
    }
    if (!isWanted(folderOf(name))) continue
    for (const node of outside(source)) {
      problems.push(`${place(node)}: outside of the catalogue: ${shorten(node.getText(source))}`)
    }
  }
  return texts
}

function shorten(text) {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 80)}…` : line
}

function readGerman() {
  const files = new Map()
  for (const name of readdirSync(GERMAN)) {
    files.set(name.replace('.json', ''), JSON.parse(readFileSync(join(GERMAN, name), 'utf8')))
  }
  return files
}

const names = (text) => [...new Set(text.match(/\{\w+\}|<\w+>/g) ?? [])].sort().join(' ')

/** What is wrong with a German entry for a text, or null. */
function fault(text, entry) {
  const forms = typeof entry === 'string' ? [entry] : Object.values(entry)
  if (forms.length === 0 || forms.some((one) => typeof one !== 'string' || !one.trim())) return 'has no German'
  if (text.plural && (typeof entry === 'string' || !entry.one || !entry.other)) {
    return 'needs two forms in German: { "one": …, "other": … }'
  }
  if (!text.plural && typeof entry !== 'string') return 'has forms in German, but is no plural'
  const allowed = new Set(names(text.english).split(' '))
  const last = forms.at(-1)
  if (names(last) !== names(text.english)) return `has ${names(text.english)}, its German has ${names(last)}`
  const strange = forms.flatMap((one) => names(one).split(' ')).find((one) => one && !allowed.has(one))
  return strange ? `has no ${strange}, but its German has` : null
}

function checkGerman(texts, files) {
  const first = new Map()
  for (const [folder, entries] of files) {
    for (const [key, entry] of Object.entries(entries)) {
      const file = `src/i18n/de/${folder}.json`
      const text = texts.get(key)
      if (!text) {
        if (isWanted(folder)) problems.push(`${file}: nobody says ${JSON.stringify(key)}`)
        continue
      }
      const other = first.get(key)
      if (other && JSON.stringify(other.entry) !== JSON.stringify(entry)) {
        problems.push(`${file}: ${JSON.stringify(key)} is another text in ${other.file}; tell them apart with tAs()`)
      }
      first.set(key, { entry, file })
      const wrong = fault(text, entry)
      if (wrong && isWanted(folder)) problems.push(`${file}: ${JSON.stringify(key)} ${wrong}`)
    }
  }
  for (const text of texts.values()) {
    if (!first.has(text.key) && [...text.folders].some(isWanted)) {
      problems.push(`${text.place}: no German for ${JSON.stringify(text.key)}`)
    }
  }
}

/** Files of the wanted folders anew: known texts keep their German, in the order of the alphabet. */
function writeGerman(texts, files) {
  const everywhere = new Set([...files.values()].flatMap((entries) => Object.keys(entries)))
  const folders = new Set([...texts.values()].flatMap((text) => [...text.folders]).concat([...files.keys()]))
  for (const folder of [...folders].filter(isWanted)) {
    const before = files.get(folder) ?? {}
    const kept = Object.entries(before).filter(([key]) => texts.has(key))
    const fresh = [...texts.values()]
      .filter((text) => text.folders.has(folder) && !everywhere.has(text.key))
      .map((text) => [text.key, text.plural ? { one: '', other: '' } : ''])
    for (const [key] of fresh) everywhere.add(key)
    const after = Object.fromEntries([...kept, ...fresh].sort(([a], [b]) => a.localeCompare(b, 'en')))
    const file = join(GERMAN, `${folder}.json`)
    if (Object.keys(after).length === 0 && !existsSync(file)) continue
    files.set(folder, after)
    writeFileSync(file, `${JSON.stringify(after, null, 2)}\n`)
  }
}

const texts = readSources()
const files = readGerman()
if (write) writeGerman(texts, files)
checkGerman(texts, files)
for (const one of problems) console.log(one)
console.log(`${texts.size} texts, ${problems.length} problems`)
process.exitCode = problems.length > 0 ? 1 : 0
