/**
 * Refuses left and right in style sheets where there are words that follow the direction of the text, so that pages
 * mirror for languages that run from right to left. `--write` puts the words in their place.
 *
 * Let through: `left: 50%` (a middle has no side), and lines that say why: `/* physical: … *\/`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const SIDES = { left: 'start', right: 'end' }
const CORNERS = { 'top-left': 'start-start', 'top-right': 'start-end', 'bottom-left': 'end-start', 'bottom-right': 'end-end' }

const RULES = [
  [/(?<![\w-])(margin|padding|border|scroll-margin|scroll-padding)-(left|right)(?=[\w-]*\s*:)/g, (_, what, side) => `${what}-inline-${SIDES[side]}`],
  [/(?<![\w-])border-(top|bottom)-(left|right)-radius(?=\s*:)/g, (_, end, side) => `border-${CORNERS[`${end}-${side}`]}-radius`],
  [/(?<![\w.-])(left|right)(?=\s*:(?!\s*50%))/g, (_, side) => `inset-inline-${SIDES[side]}`],
  [/(?<=(?<![\w-])(?:text-align|float|clear)\s*:\s*)(left|right)\b/g, (_, side) => SIDES[side]],
]
/** Four values of which the second and the fourth differ: they cannot mirror. */
const FOUR = /(?<![\w-])(margin|padding|inset|border-radius)\s*:\s*([^;{}]+);/g

function values(text) {
  const found = []
  let depth = 0
  let one = ''
  for (const sign of `${text.replace(/\s*!important/, '').trim()} `) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
    if (/\s/.test(sign) && depth === 0) {
      if (one) found.push(one)
      one = ''
    } else one += sign
  }
  return found
}

function isLopsided(property, text) {
  if (text.includes('/')) return false
  const [a, b = a, c = a, d = b] = values(text)
  return property === 'border-radius' ? a !== b || c !== d : b !== d
}

/** The same said by two or more properties that follow the text. */
function inParts(property, text) {
  const [a, b, c, d] = values(text)
  if (property !== 'border-radius') {
    const pair = (one, two) => (one === two ? one : `${one} ${two}`)
    return [`${property}-block: ${pair(a, c)};`, `${property}-inline: ${pair(d, b)};`]
  }
  const corners = { 'start-start': a, 'start-end': b, 'end-end': c, 'end-start': d }
  const usual = [a, b, c, d].find((one, at, all) => all.filter((other) => other === one).length > 1) ?? a
  const odd = Object.entries(corners).filter(([, value]) => value !== usual)
  return [`border-radius: ${usual};`, ...odd.map(([corner, value]) => `border-${corner}-radius: ${value};`)]
}

const write = process.argv.includes('--write')
const problems = []
for (const name of readdirSync(join(ROOT, 'src'), { recursive: true })) {
  if (!name.endsWith('.css')) continue
  const path = join(ROOT, 'src', name)
  const before = readFileSync(path, 'utf8')
  const after = before
    .split('\n')
    .map((line, index) => {
      if (line.includes('physical: ')) return line
      let fixed = line
      for (const [pattern, put] of RULES) fixed = fixed.replace(pattern, put)
      const indent = line.match(/^\s*/)[0]
      fixed = fixed.replace(FOUR, (whole, property, text) =>
        isLopsided(property, text) ? inParts(property, text).join(`\n${indent}`) : whole,
      )
      if (fixed !== line && !write) problems.push(`${relative(ROOT, path)}:${index + 1}: ${line.trim()}`)
      return fixed
    })
    .join('\n')
  if (write && after !== before) writeFileSync(path, after)
}
for (const one of problems) console.log(one)
if (problems.length > 0) console.log('Use inset-inline-start, margin-inline-end, text-align: end and the like: `node scripts/logical.mjs --write`.')
process.exitCode = problems.length > 0 ? 1 : 0
