import { formatNumber } from '../i18n'

const GLYPH =
  '<path fill-rule="evenodd" d="M3 14V12.5C3 6.7 7.7 2 13.5 2h5C24.3 2 29 6.7 29 12.5V14a1.2 1.2 0 0 1-1.2 1.2H4.2A1.2 1.2 0 0 1 3 14ZM20.5 10.6a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2Z"/><path transform="rotate(9 4 17.6)" d="M4.2 17.6h22.6a1.2 1.2 0 0 1 1.2 1.3c-.5 4.6-4.4 7.6-9 7.6H12l-5.1 4.2c-.7.6-1.7.1-1.7-.8v-4.6C3.8 23.6 3.1 21.4 3 18.9a1.2 1.2 0 0 1 1.2-1.3Z"/>'
const STYLE = '<style>path{fill:#006d7a}@media(prefers-color-scheme:dark){path{fill:#69ccda}}</style>'
const PLAIN = '/glyph.svg'

/** The glyph with a badge: a number up to 9, then a plus; a dot where there is none to say. */
function badged(count: number): string {
  const said = count > 9 ? '9+' : formatNumber(count)
  const number = `<text x="22" y="27.4" text-anchor="middle" font-family="sans-serif" font-weight="bold" font-size="${count > 9 ? 12 : 15}" fill="#fff">${said}</text>`
  const badge = `<circle cx="22" cy="22" r="10.5" fill="#c2303b" stroke="#fff" stroke-width="1.5"/>${number}`
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 33 33">${STYLE}${GLYPH}${badge}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`
}

let shown = -1

/** Shows how much waits on the tab's icon, and on the icon of the installed app. */
export function showCount(count: number): void {
  // Asked after each message; the browser takes its time for it.
  if (count === shown) return
  shown = count
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const wanted = count > 0 ? badged(count) : PLAIN
  if (icon && icon.getAttribute('href') !== wanted) icon.href = wanted
  const app = navigator as Navigator & { setAppBadge?: (count: number) => Promise<void> }
  app.setAppBadge?.(count)?.catch(() => {})
}
