import { msg, t } from '../i18n'
import { type EmojiGroup, findEmoji, toned } from './catalogue'

interface Choice {
  /** What it stands for in a text: an emoji, or `(name)`. */
  text: string
  label: string
}

export interface Section {
  title: string
  choices: Choice[]
}

const GROUPS = {
  faces: msg('Faces'),
  people: msg('People and gestures'),
  nature: msg('Animals and nature'),
  food: msg('Food and drink'),
  travel: msg('Travel and places'),
  activities: msg('Activities'),
  objects: msg('Objects'),
  symbols: msg('Symbols'),
  flags: msg('Flags'),
}

interface Offer {
  query: string
  groups: readonly EmojiGroup[]
  recent: readonly string[]
  own: { name: string; names: readonly string[] }
  emoticons: readonly string[]
  /** Skin tone, 0 for none. */
  tone: number
}

const MOST_FOUND = 120

/** What the picker offers: what was used last, the group's own, our emoticons, then all emoji; or what fits the search. */
export function sectionsFor({ query, groups, recent, own, emoticons, tone }: Offer): Section[] {
  const emoticon = (name: string): Choice => ({ text: `(${name})`, label: `(${name})` })
  if (query.trim()) {
    const wanted = query.trim().toLowerCase().replace(/[():]/g, '')
    const named = [...own.names, ...emoticons].filter((name) => name.includes(wanted))
    named.sort((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)))
    return filled([
      { title: t('Emoticons'), choices: named.slice(0, MOST_FOUND).map(emoticon) },
      {
        title: t('Emoji'),
        choices: findEmoji(groups, wanted, MOST_FOUND).map((one) => ({
          text: toned(one, tone),
          label: one.label,
        })),
      },
    ])
  }
  return filled([
    { title: t('Used lately'), choices: recent.map((text) => ({ text, label: text })) },
    { title: own.name, choices: own.names.map(emoticon) },
    { title: t('Emoticons'), choices: emoticons.map(emoticon) },
    ...groups.map(({ name, emoji }) => ({
      title: t(GROUPS[name]),
      choices: emoji.map((one) => ({ text: toned(one, tone), label: one.label })),
    })),
  ])
}

function filled(sections: Section[]): Section[] {
  return sections.filter(({ choices }) => choices.length > 0)
}

export type GridRow =
  | { kind: 'heading'; key: string; title: string }
  | { kind: 'cells'; key: string; cells: Choice[] }

/** The sections as rows of a grid, each under its heading. */
export function inRows(sections: readonly Section[], columns: number): GridRow[] {
  return sections.flatMap(({ title, choices }, section) => {
    const rows: GridRow[] = [{ kind: 'heading', key: `heading ${section}`, title }]
    for (let from = 0; from < choices.length; from += columns) {
      rows.push({ kind: 'cells', key: `${section} ${from}`, cells: choices.slice(from, from + columns) })
    }
    return rows
  })
}

export interface Cell {
  row: number
  column: number
}

/** Where an arrow key leads; null when the key is none, or leads nowhere. */
export function nextCell(rows: readonly GridRow[], from: Cell | null, key: string): Cell | null {
  const cells = rows.flatMap((row, i) =>
    row.kind === 'cells' ? row.cells.map((_, column) => ({ row: i, column })) : [],
  )
  const at = from ? cells.findIndex(({ row, column }) => row === from.row && column === from.column) : -1
  if (key === 'ArrowRight') return cells[at + 1] ?? null
  if (key === 'ArrowLeft') return cells[at - 1] ?? null
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return null
  if (at < 0) return key === 'ArrowDown' ? (cells[0] ?? null) : null
  const by = key === 'ArrowDown' ? 1 : -1
  for (let row = (from?.row ?? 0) + by; row >= 0 && row < rows.length; row += by) {
    const found = rows[row]
    if (found?.kind === 'cells') return { row, column: Math.min(from?.column ?? 0, found.cells.length - 1) }
  }
  return null
}
