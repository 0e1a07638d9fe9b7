import DOMPurify from 'dompurify'
import { parseInert, setStyleAside } from './inert-html'

/** Links of add-ons that open one of their pages. */
const TARGET = ['data-target', 'data-target-options']
/** The server has cleaned it already; a second lock on the same door. */
const FULL = {
  ALLOWED_TAGS: [
    ...['a', 'b', 'strong', 'i', 'em', 'u', 's', 'br', 'p', 'pre', 'code', 'blockquote', 'ul', 'ol', 'li'],
    ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption', 'img', 'span', 'div'],
  ],
  ALLOWED_ATTR: [
    'href',
    'title',
    'src',
    'alt',
    'width',
    'height',
    'colspan',
    'rowspan',
    'data-style',
    ...TARGET,
  ],
}
const INLINE = {
  ALLOWED_TAGS: ['a', 'b', 'strong', 'i', 'em', 'code', 'br', 'span', 'img'],
  ALLOWED_ATTR: ['href', 'title', 'src', 'alt', 'width', 'height', 'data-style', ...TARGET],
}
const BOTH = {
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|xmpp:|hipchat:|\/(?!\/)|#)/i,
  // DOMPurify would hold every other value against the addresses too.
  ADD_URI_SAFE_ATTR: ['title', 'alt', 'width', 'height', 'colspan', 'rowspan', 'data-style', ...TARGET],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true as const,
}

/** HTML of a notification (`inline`: of a card), safe to be put into the page. */
export function cleanHtml(html: string, inline = false): string {
  const fragment = DOMPurify.sanitize(setStyleAside(html), { ...(inline ? INLINE : FULL), ...BOTH })
  for (const element of fragment.querySelectorAll<HTMLElement>('*')) tame(element)
  const holder = document.createElement('div')
  holder.append(fragment)
  return holder.innerHTML
}

/** The same as one line of plain text: for announcements and replies. */
export function htmlToText(html: string): string {
  const holder = parseInert(cleanHtml(html))
  for (const br of holder.querySelectorAll('br, li, tr, p')) br.append(' ')
  return (holder.textContent ?? '').replace(/\s+/g, ' ').trim()
}

function tame(element: HTMLElement): void {
  retell(element)
  if (element instanceof HTMLAnchorElement && element.hasAttribute('href')) {
    element.target = '_blank'
    element.rel = 'noopener noreferrer' // not translated: for the browser
  }
  if (element instanceof HTMLImageElement) {
    element.setAttribute('referrerpolicy', 'no-referrer')
    element.setAttribute('loading', 'lazy')
    if (!element.src) element.remove()
    if (!element.hasAttribute('alt')) element.alt = ''
  }
}

/**
 * The page's security policy forbids style attributes. What HipChat allowed in them becomes an attribute that our own
 * style sheet knows; colours become the nearest of our inks, so that they stay readable in both themes.
 */
function retell(element: HTMLElement): void {
  const written = element.getAttribute('data-style')
  if (written === null) return
  element.removeAttribute('data-style')
  const style = new Map(
    written.split(';').map((rule) => {
      const [name = '', value = ''] = rule.split(':')
      return [name.trim().toLowerCase(), value.trim().toLowerCase()] as const
    }),
  )
  const weight = style.get('font-weight') ?? ''
  if (weight.startsWith('bold') || Number(weight) >= 600) element.dataset.weight = 'bold'
  const line = style.get('text-decoration') ?? ''
  if (line.includes('line-through')) element.dataset.line = 'through'
  else if (line.includes('underline')) element.dataset.line = 'under'
  const ink = nearestInk(style.get('color') ?? '')
  if (ink) element.dataset.ink = ink
  for (const side of ['width', 'height'] as const) {
    const pixels = /^(\d{1,4})(?:px)?$/.exec(style.get(side) ?? '')?.[1]
    if (pixels && element instanceof HTMLImageElement) element.setAttribute(side, pixels)
  }
}

const NAMED: Record<string, string> = {
  red: 'red',
  darkred: 'red',
  crimson: 'red',
  firebrick: 'red',
  tomato: 'red',
  green: 'green',
  darkgreen: 'green',
  lime: 'green',
  limegreen: 'green',
  forestgreen: 'green',
  orange: 'yellow',
  darkorange: 'yellow',
  gold: 'yellow',
  yellow: 'yellow',
  purple: 'purple',
  magenta: 'purple',
  violet: 'purple',
  indigo: 'purple',
  blue: 'accent',
  navy: 'accent',
  darkblue: 'accent',
  teal: 'accent',
  gray: 'gray',
  grey: 'gray',
  silver: 'gray',
}

function nearestInk(color: string): string | null {
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})$/.exec(color)?.[1]
  const rgb = /^rgba?\((\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(color)
  if (hex) {
    const step = hex.length / 3
    const part = (i: number) => {
      const digits = hex.slice(i * step, (i + 1) * step)
      return Number.parseInt(step === 1 ? digits + digits : digits, 16)
    }
    return inkOf(part(0), part(1), part(2))
  }
  if (rgb) return inkOf(Number(rgb[1]), Number(rgb[2]), Number(rgb[3]))
  return NAMED[color] ?? null
}

function inkOf(red: number, green: number, blue: number): string | null {
  const high = Math.max(red, green, blue)
  const low = Math.min(red, green, blue)
  if (high - low < 40) return high < 60 || low > 200 ? null : 'gray'
  const hue = hueOf(red, green, blue, high, high - low)
  if (hue < 20 || hue >= 335) return 'red'
  if (hue < 70) return 'yellow'
  if (hue < 165) return 'green'
  return hue < 255 ? 'accent' : 'purple'
}

function hueOf(red: number, green: number, blue: number, high: number, spread: number): number {
  if (high === red) return (((green - blue) / spread) * 60 + 360) % 360
  if (high === green) return ((blue - red) / spread) * 60 + 120
  return ((red - green) / spread) * 60 + 240
}
