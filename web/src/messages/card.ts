/** A card as it is drawn; everything that could be wrong in what an integration sent has been sorted out. */
export interface Card {
  style: 'application' | 'link' | 'media' | 'image' | 'file'
  title: string
  url: string | null
  /** The host of `url`, shown for link and media. */
  site: string | null
  icon: string | null
  description: { text: string; isHtml: boolean } | null
  /** Lines of description. */
  lines: 2 | 5
  thumbnail: { url: string; width: number | null; height: number | null } | null
  attributes: Attribute[]
  activity: { html: string; icon: string | null } | null
}

export interface Attribute {
  label: string
  value: string
  lozenge: 'default' | 'success' | 'error' | 'current' | 'complete' | 'moved' | null
  url: string | null
  icon: string | null
}

type Fields = Record<string, unknown>

const STYLES = ['application', 'link', 'media', 'image', 'file'] as const
const LOZENGES = ['success', 'error', 'current', 'complete', 'moved'] as const

/** Reads a card, given as an object or as JSON text. Null when it is broken: the message text is shown instead. */
export function readCard(given: unknown): Card | null {
  const card = typeof given === 'string' ? parse(given) : given
  if (!isFields(card)) return null
  const style = STYLES.find((known) => known === card.style)
  if (!style || !text(card.id)) return null
  const url = address(card.url)
  const isPicture = style === 'image' || style === 'file'
  const title = text(card.title) || (isPicture && url ? lastPart(url) : '')
  const description = readDescription(card.description)
  if (!title || (isPicture && !url) || (style === 'link' && !description)) return null
  return {
    style,
    title,
    url,
    site: style === 'link' || style === 'media' ? hostOf(url) : null,
    icon: readIcon(card.icon),
    description,
    lines: card.format === 'medium' ? 5 : 2,
    thumbnail: readThumbnail(card.thumbnail),
    attributes: (Array.isArray(card.attributes) ? card.attributes : []).slice(0, 10).flatMap(readAttribute),
    activity: readActivity(card.activity),
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

/** A web address, or null: a card opens nothing else. */
function address(value: unknown): string | null {
  const url = text(value)
  return /^https?:\/\/\S+$/i.test(url) || /^\/(?![/\\])\S*$/.test(url) ? url : null
}

function hostOf(url: string | null): string | null {
  if (!url?.startsWith('http')) return null
  try {
    return new URL(url).host
  } catch {
    return null
  }
}

function lastPart(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  const name = path.split('/').filter(Boolean).at(-1) ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function readDescription(value: unknown): Card['description'] {
  if (isFields(value)) {
    const said = text(value.value)
    return said ? { text: said, isHtml: value.format === 'html' } : null
  }
  const said = text(value)
  return said ? { text: said, isHtml: false } : null
}

function readIcon(value: unknown): string | null {
  return address(isFields(value) ? (value['url@2x'] ?? value.url) : value)
}

function readThumbnail(value: unknown): Card['thumbnail'] {
  if (!isFields(value)) return null
  const url = address(value['url@2x']) ?? address(value.url)
  const size = (side: unknown) => (typeof side === 'number' && side > 0 ? side : null)
  return url ? { url, width: size(value.width), height: size(value.height) } : null
}

function readAttribute(value: unknown): Attribute[] {
  if (!isFields(value) || !isFields(value.value)) return []
  const said = text(value.value.label)
  if (!said) return []
  const style = text(value.value.style)
  const named = LOZENGES.find((known) => style === `lozenge-${known}`)
  const lozenge = named ?? (style.startsWith('lozenge') ? 'default' : null)
  return [
    {
      label: text(value.label),
      value: said,
      lozenge,
      url: address(value.value.url),
      icon: readIcon(value.value.icon),
    },
  ]
}

function readActivity(value: unknown): Card['activity'] {
  if (!isFields(value)) return null
  const html = text(value.html)
  return html ? { html, icon: readIcon(value.icon) } : null
}
